/** The script of a catalogue page. The page can be read without it. It loads nothing and stores nothing. */
import { startContents } from "./contents.js";
import { startDecorating } from "./decorating.js";
import { startMatrix } from "./matrix.js";
import { startSearch } from "./search.js";
import { startTheme } from "./theme.js";

document.documentElement.classList.add("on");
startTheme();
startContents();
startSearch();
startDecorating();
startMatrix();

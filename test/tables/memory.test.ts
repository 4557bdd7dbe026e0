import { openMemoryTable } from "./open-table.js";
import { iterateSuite } from "./suite-iterate.js";
import { pageSuite } from "./suite-page.js";

iterateSuite(openMemoryTable);
pageSuite(openMemoryTable);

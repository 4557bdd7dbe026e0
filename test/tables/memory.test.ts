import { openMemoryTable } from "./open-table.js";
import { conditionSuite } from "./suite-conditions.js";
import { consistentSuite } from "./suite-consistent.js";
import { contentSuite } from "./suite-content.js";
import { importSuite } from "./suite-import.js";
import { iterateSuite } from "./suite-iterate.js";
import { pageSuite } from "./suite-page.js";

iterateSuite(openMemoryTable);
pageSuite(openMemoryTable);
consistentSuite(openMemoryTable);
conditionSuite(openMemoryTable);
importSuite(openMemoryTable);
contentSuite(openMemoryTable);

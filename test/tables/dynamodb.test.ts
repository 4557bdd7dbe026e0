import { openDynamoDBTable } from "./open-table.js";
import { iterateSuite } from "./suite-iterate.js";
import { pageSuite } from "./suite-page.js";

iterateSuite(openDynamoDBTable);
pageSuite(openDynamoDBTable);

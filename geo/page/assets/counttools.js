/**
 * The tools of a page with counts: those of every page, and what they tell of counts.
 */

import { countChart } from "./chart/countchart.js";
import { countCsv, countRecords } from "./downloads/countrows.js";
import { countLines, countPanel } from "./story/countpanel.js";
import { countTable } from "./table/counttable.js";
import { tools } from "./tools.js";

export const countTools = {
    countChart,
    countCsv,
    countLines,
    countPanel,
    countRecords,
    countTable,
};

Object.assign(pilotmap, { tools, countTools });

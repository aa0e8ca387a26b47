/**
 * What a reader may turn to once the first picture stands. It is a script of its own, which is not
 * even read until then, or until somebody asks for something in it: see `tools` of main.js.
 */

import { createChart } from "./chart/chart.js";
import { createDownloads } from "./downloads/downloads.js";
import { createEmbedFoot } from "./downloads/embedfoot.js";
import { createPrinting } from "./downloads/printing.js";
import { createShare } from "./downloads/share.js";
import { mapShapes } from "./map/mappicture.js";
import { createTooltip } from "./map/tooltip.js";
import { createPanel } from "./story/panel.js";
import { createTextView } from "./story/textview.js";
import { createTable } from "./table/table.js";
import { search, searchIndex } from "./toolbar/searchindex.js";

export const tools = {
    createChart,
    createDownloads,
    createEmbedFoot,
    createPanel,
    createPrinting,
    createShare,
    createTable,
    createTextView,
    createTooltip,
    mapShapes,
    search,
    searchIndex,
};

Object.assign(pilotmap, { tools });

/**
 * Walking a grid by keys, after the grid pattern of the ARIA Authoring Practices Guide.
 */

/** @typedef {{row: number, column: number}} Cell  Row -1 is the header. */
/** @typedef {{rows: number, columns: number, page: number}} Extent  A page: rows in sight. */

/**
 * Where a key leads, or null if it leads nowhere.
 * @param {Cell} from
 * @param {{key: string, ctrlKey: boolean}} event
 * @param {Extent} extent
 * @returns {Cell | null}
 */
export function nextCell({ row, column }, { key, ctrlKey }, { rows, columns, page }) {
    const last = rows - 1;
    /** @type {Record<string, Cell>} */
    const targets = {
        ArrowUp: { row: row - 1, column },
        ArrowDown: { row: row + 1, column },
        ArrowLeft: { row, column: column - 1 },
        ArrowRight: { row, column: column + 1 },
        PageUp: { row: Math.max(row - page, Math.min(row, 0)), column },
        PageDown: { row: Math.min(row + page, last), column },
        Home: { row: ctrlKey ? -1 : row, column: 0 },
        End: { row: ctrlKey ? last : row, column: columns - 1 },
    };
    const target = targets[key];
    if (!target) {
        return null;
    }
    return {
        row: Math.max(-1, Math.min(last, target.row)),
        column: Math.max(0, Math.min(columns - 1, target.column)),
    };
}

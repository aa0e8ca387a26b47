// Runs in a page before its own scripts do: sees when the first picture is drawn, changes the year
// as the page's own control does, and counts frames. `bench.start(view)` says whose page it is.
globalThis.bench = (() => {
    const YEARS = Array.from({ length: 15 }, (_, at) => 2010 + ((7 * at) % 15));
    const PAUSE_MS = 15;
    const LONGEST_MS = 10_000;

    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));

    /** The time at which the frame under way is painted. */
    const painted = async () => {
        await frame();
        return new Promise((done) => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now());
            channel.port2.postMessage(0);
        });
    };

    const all = (selector) => [...document.querySelectorAll(selector)];
    const move = (input, value) => {
        input.value = String(value);
        for (const kind of ["input", "change"]) {
            input.dispatchEvent(new Event(kind, { bubbles: true }));
        }
    };

    // Folium names its map by 32 random digits.
    const map = () => window[Object.keys(window).find((name) => /^map_[0-9a-f]{32}$/.test(name))];
    const circles = () => {
        let count = 0;
        map()?.eachLayer((layer) => {
            count += layer instanceof L.CircleMarker;
        });
        return count;
    };

    const plot = () => document.querySelector(".plotly-graph-div");
    const plotly = {
        drawn: () =>
            plot()?.calcdata &&
            plot()._transitionData?._frames.length > 0 &&
            all("path.point").length > 0,
        show: (year) => {
            const name = String(year);
            if (!plot()._transitionData._frames.some((each) => each?.name === name)) return null;
            return Plotly.animate(plot(), [name], {
                frame: { duration: 0, redraw: true },
                mode: "immediate",
                transition: { duration: 0 },
            });
        },
    };

    const chart = () => {
        const host = document.querySelector("div[_echarts_instance_]");
        return host && echarts.getInstanceByDom(host);
    };
    let finished = false;
    /** Resolves when the chart says that it is drawn. */
    const settled = (act) =>
        new Promise((done) => {
            const on = () => {
                chart().off("finished", on);
                finished = true;
                done();
            };
            chart().on("finished", on);
            act();
        });

    const labels = () => all(".leaflet-control-layers-overlays label");
    let group = null;

    // drawn: is all of the first picture there? show: change the year; it may return a promise.
    // prepare: what a reader does once before that.
    const VIEWS = {
        pilotmap: {
            drawn: () => document.documentElement.dataset.state === "ready",
            show: (year) => move(all("input.year-input").at(-1), year),
        },
        folium_naive: {
            drawn: (sites) => circles() >= sites,
            prepare: () => {
                for (const label of labels()) label.querySelector("input").click();
            },
            show: (year) => {
                group?.click();
                group = labels()
                    .find((label) => label.innerText.trim() === String(year))
                    ?.querySelector("input");
                group?.click();
            },
        },
        folium_timestamped: {
            drawn: (sites) => map()?.timeDimension?.getAvailableTimes().length && (circles() || sites < 100),
            show: (year) =>
                new Promise((done) => {
                    const dimension = map().timeDimension;
                    const time = Date.UTC(year, 0, 1);
                    if (time === dimension.getCurrentTime()) {
                        done();
                    } else if (dimension.getAvailableTimes().includes(time)) {
                        dimension.once("timeload", done);
                        dimension.setCurrentTime(time);
                    } else {
                        done();
                    }
                }),
        },
        folium_timeline: {
            drawn: (sites) => document.querySelector(".time-slider") && (circles() || sites < 100),
            show: (year) => move(document.querySelector(".time-slider"), year + 0.25),
        },
        geopandas_explore: { drawn: (sites) => circles() >= sites },
        plotly,
        pyecharts: {
            drawn: () => {
                if (chart() && !finished) settled(() => chart().resize());
                return finished;
            },
            show: (year) => {
                const { data, currentIndex } = chart().getOption().timeline[0];
                const at = data.findIndex((entry) => Number(entry.value ?? entry) === year);
                if (at < 0 || at === (currentIndex ?? 0)) return null;
                return settled(() =>
                    chart().dispatchAction({ type: "timelineChange", currentIndex: at }),
                );
            },
        },
        folium_choropleth: {
            drawn: (units) => all("path.leaflet-interactive").length >= units,
            show: (year) => move(document.querySelector("input[type=range]"), year - 2010),
        },
        canvas: { drawn: () => document.querySelector("canvas") },
    };

    let view = null;
    let frames = null;

    return {
        drawnAt: null,

        /** Watch a page until its first picture, of so many things, is drawn. */
        async start(name, count) {
            view = VIEWS[name];
            for (;;) {
                await frame();
                try {
                    if (document.readyState !== "loading" && view.drawn(count)) break;
                } catch {
                    // The page's scripts are still loading.
                }
            }
            this.drawnAt = await painted();
        },

        /** Show every year twice, for so long at most; the milliseconds until each is painted. */
        async changeYears(budgetMs) {
            if (!view.show) return [];
            view.prepare?.();
            await painted();
            const times = [];
            const end = performance.now() + budgetMs;
            for (const year of [...YEARS, ...YEARS]) {
                if (performance.now() > end) break;
                await pause(PAUSE_MS);
                const begin = performance.now();
                await Promise.race([view.show(year), pause(LONGEST_MS)]);
                times.push((await painted()) - begin);
            }
            return times;
        },

        countFrames() {
            frames = [];
            const note = (time) => {
                frames?.push(time);
                if (frames) requestAnimationFrame(note);
            };
            requestAnimationFrame(note);
        },

        /** The times of the frames since `countFrames`. */
        frames() {
            const seen = frames;
            frames = null;
            return seen;
        },
    };
})();

// @ts-check
// Draws candles with the library, where there is a place for them on the page.

/** @typedef {{time: number, open: number, high: number, low: number, close: number, volume: number}} Candle */

/** How often the newest bars are looked at, in milliseconds. */
const EVERY = 2000;
/** How many bars are shown at first. */
const SHOWN = 160;

const base = new URL(".", import.meta.url).pathname;
const newYork = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** A colour of the page's tokens, as the library takes it.
 * @param {string} name
 */
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/**
 * @param {string} value such as `rgb(1, 2, 3)`
 * @param {number} share
 */
function faded(value, share) {
  return value.replace("rgb(", "rgba(").replace(")", `, ${share})`);
}

function load() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}lightweight-charts-5.2.0.js`;
    script.addEventListener("load", () => resolve(undefined));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

/**
 * The bars as the library takes them: sorted, one a second.
 * @param {string} address
 * @returns {Promise<Candle[]>}
 */
async function candles(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const bars = await answer.json();
  return bars.map((/** @type {any} */ bar) => ({
    time: Math.floor(Date.parse(bar.time) / 1000),
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    volume: Number(bar.volume),
  }));
}

/** @param {number} seconds */
function timeText(seconds) {
  return newYork.format(new Date(seconds * 1000)).replace(",", "");
}

/** Draws the page's chart, if it has one. */
export async function start() {
  const figure = document.querySelector("[data-chart]");
  const area = figure?.querySelector("[data-chart-area]");
  const words = figure?.querySelector("[data-chart-words]");
  if (!(figure instanceof HTMLElement) || !(area instanceof HTMLElement) || !words) return;
  const address = figure.dataset.chart ?? "";
  try {
    const [bars] = await Promise.all([candles(address), load()]);
    if (bars.length === 0) return;
    words.remove();
    draw(figure, area, bars);
  } catch {
    words.textContent = "The chart cannot be drawn now; the table below shows the same bars.";
  }
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} area
 * @param {Candle[]} bars
 */
function draw(figure, area, bars) {
  const library = window.LightweightCharts;
  const [up, down] = [colour("--up"), colour("--down")];
  const chart = library.createChart(area, options());
  const price = chart.addSeries(library.CandlestickSeries, {
    upColor: up, downColor: down, wickUpColor: up, wickDownColor: down, borderVisible: false,
  });
  const volume = chart.addSeries(library.HistogramSeries, {
    priceFormat: { type: "volume" }, priceScaleId: "volume", lastValueVisible: false,
    priceLineVisible: false,
  });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  price.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.22 } });
  /** @param {Candle} bar */
  const column = (bar) => ({
    time: bar.time, value: bar.volume, color: faded(bar.close >= bar.open ? up : down, 0.4),
  });
  price.setData(bars);
  volume.setData(bars.map(column));
  lines(figure, price);
  const markers = markersOf(figure, bars);
  if (markers.length > 0) library.createSeriesMarkers(price, markers);
  focusOn(chart, bars, markers);
  legend(figure, chart, price, bars);
  area.setAttribute("role", "img");
  area.setAttribute("aria-label", figure.querySelector("figcaption span")?.textContent ?? "Chart");
  keepFresh(figure, (fresh) => {
    price.update(fresh);
    volume.update(column(fresh));
  }, bars[bars.length - 1]?.time ?? 0);
}

function options() {
  const [text, line] = [colour("--soft"), colour("--line")];
  return {
    autoSize: true,
    layout: {
      background: { type: "solid", color: "transparent" }, textColor: text, fontSize: 11,
      fontFamily: getComputedStyle(document.documentElement).fontFamily,
      attributionLogo: false,
    },
    grid: { vertLines: { color: line }, horzLines: { color: line } },
    rightPriceScale: { borderColor: line },
    timeScale: {
      borderColor: line, timeVisible: true, secondsVisible: false, rightOffset: 4,
      tickMarkFormatter: (/** @type {number} */ time, /** @type {number} */ kind) => {
        const words = timeText(time);
        if (kind === 0) return words.slice(0, 4);
        return kind < 3 ? words.slice(5, 10) : words.slice(11);
      },
    },
    crosshair: { mode: 0 },
    localization: { timeFormatter: timeText },
  };
}

/**
 * @param {HTMLElement} figure
 * @param {any} series
 */
function lines(figure, series) {
  const tokens = { entry: "--soft", exit: "--soft", stop: "--down", target: "--up" };
  for (const line of figure.querySelectorAll("[data-line]")) {
    if (!(line instanceof HTMLElement)) continue;
    const kind = /** @type {keyof typeof tokens} */ (line.dataset.line);
    series.createPriceLine({
      price: Number(line.dataset.price), color: colour(tokens[kind] ?? "--soft"), lineWidth: 1,
      lineStyle: kind === "entry" || kind === "exit" ? 2 : 1, axisLabelVisible: true,
      title: line.textContent ?? "",
    });
  }
}

/**
 * Fills, each at the bar that it fell into; buys below and sells above, of different shape.
 * @param {HTMLElement} figure
 * @param {Candle[]} bars
 */
function markersOf(figure, bars) {
  return [...figure.querySelectorAll("[data-marker]")].flatMap((item) => {
    if (!(item instanceof HTMLElement)) return [];
    const seconds = Number(item.dataset.seconds);
    const bar = bars.findLast((each) => each.time <= seconds);
    if (!bar) return [];
    const isBuy = item.dataset.marker === "buy";
    return [{
      time: bar.time,
      position: isBuy ? "belowBar" : "aboveBar",
      shape: isBuy ? "arrowUp" : "arrowDown",
      color: colour(isBuy ? "--up" : "--down"),
      text: `${isBuy ? "Buy" : "Sell"} ${item.textContent}`,
    }];
  }).sort((left, right) => left.time - right.time);
}

/**
 * @param {any} chart
 * @param {Candle[]} bars
 * @param {{time: number}[]} markers
 */
function focusOn(chart, bars, markers) {
  const first = markers[0] && bars.findIndex((bar) => bar.time === markers[0].time);
  const last = bars.length - 1;
  const end = markers.length > 0
    ? Math.min(last, bars.findIndex((bar) => bar.time === markers[markers.length - 1].time) + 40)
    : last;
  const from = first !== undefined ? Math.max(0, first - 60) : last - SHOWN;
  chart.timeScale().setVisibleLogicalRange({ from, to: Math.max(end, from + 60) + 4 });
}

/**
 * @param {HTMLElement} figure
 * @param {any} chart
 * @param {any} series
 * @param {Candle[]} bars
 */
function legend(figure, chart, series, bars) {
  const place = figure.querySelector("[data-legend]");
  if (!place) return;
  /** @param {Candle | undefined} bar */
  const tell = (bar) => {
    if (!bar) return;
    place.textContent = `${timeText(bar.time)}  O ${bar.open}  H ${bar.high}  L ${bar.low}  C ${bar.close}`;
  };
  tell(bars[bars.length - 1]);
  chart.subscribeCrosshairMove((/** @type {any} */ move) => {
    const bar = move.seriesData?.get(series);
    tell(bar ? { ...bar, time: Number(move.time) } : bars[bars.length - 1]);
  });
}

/**
 * @param {HTMLElement} figure
 * @param {(bar: Candle) => void} update
 * @param {number} newest
 */
function keepFresh(figure, update, newest) {
  const address = new URL(figure.dataset.chart ?? "", location.href);
  // Bars up to an end that is past change no more.
  if (address.searchParams.get("to")) return;
  address.searchParams.set("limit", "3");
  setInterval(async () => {
    if (document.hidden) return;
    try {
      for (const bar of await candles(address.href)) {
        if (bar.time < newest) continue;
        newest = bar.time;
        update(bar);
      }
    } catch {
      // The next look may find it.
    }
  }, EVERY);
}

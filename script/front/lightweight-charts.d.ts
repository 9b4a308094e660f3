// The calls of the chart library that our script makes; no wheel brings its own declarations.
declare global {
  interface Window {
    LightweightCharts: {
      createChart(place: HTMLElement, options: object): any;
      createSeriesMarkers(series: any, markers: object[]): any;
      CandlestickSeries: unknown;
      HistogramSeries: unknown;
    };
  }
}
export {};

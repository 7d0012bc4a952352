/// Numbers for programs that watch the server: `GET /metrics`, as Prometheus reads it.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.metrics.MetricsPage] | the page: devices, frames, turns, queues, problems, memory |
/// | `TurnMetrics` | turns and their stages, counted as they end |
/// | `MetricsText` | the text format 0.0.4 |
///
/// A page is made when it is asked for, from what is known anyway; only turns are counted as they end, because those that ended are forgotten.
package earshot.metrics;

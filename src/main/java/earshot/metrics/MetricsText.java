package earshot.metrics;

import module java.base;

/// Writes metrics in the text format 0.0.4 of Prometheus.
final class MetricsText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /// A label and its value.
    record Label(String name, String value) {}

    /// Begins a metric; its samples follow.
    Metric metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help.replace("\\", "\\\\").replace("\n", "\\n")).append("\n# TYPE ").append(name).append(' ')
            .append(type).append('\n');
        return new Metric(name);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    final class Metric {
        private final String name;

        private Metric(String name) {
            this.name = name;
        }

        Metric sample(double value, Label... labels) {
            return sample("", value, List.of(labels));
        }

        /// @param counts of the histogram in each bucket and, last, above all of them; not cumulative
        /// @param bounds upper bounds of the buckets
        Metric histogram(double[] bounds, long[] counts, double sum, Label... labels) {
            long all = 0;
            for (int bucket = 0; bucket < counts.length; bucket++) {
                all += counts[bucket];
                String bound = bucket < bounds.length ? number(bounds[bucket]) : "+Inf";
                sample("_bucket", all, Stream.concat(Stream.of(labels), Stream.of(new Label("le", bound))).toList());
            }
            return sample("_sum", sum, List.of(labels)).sample("_count", all, List.of(labels));
        }

        private Metric sample(String suffix, double value, List<Label> labels) {
            text.append(name).append(suffix);
            if (!labels.isEmpty()) {
                text.append(labels.stream().map(label -> label.name + "=\"" + escaped(label.value) + '"').collect(Collectors.joining(",", "{", "}")));
            }
            text.append(' ').append(number(value)).append('\n');
            return this;
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}

package earshot.audio;

import module java.base;

import earshot.audio.PolyphaseFilter.Shape;
import earshot.data.BoundedMap;

/// The filters one after another by which a [Resampler] changes a rate. A ratio of small numbers takes one. One of large numbers, such as 160 to 441 from
/// 44.1 to 16 kHz, is the product of ratios of small ones (8:7, 4:7, 5:9), whose filters run as vectors.
///
/// Only one of them, which costs the most, separates what passes from what does not, as a single filter would. Those before it keep the band that passes
/// clean of what they fold into it; those behind it remove the images that they make. Both have much room between the bands, so they are short. Of all
/// products the one with the least to compute is taken.
final class ResamplingPlan {
    /// Of the half of the lower rate.
    private static final double PASSES = 0.833;
    /// Of the half of the lower rate, for the filters beside the sharp one: where they begin to fall by a thousandth, and up to where what they fold or mirror
    /// must be gone. Above that the sharp one has weakened it enough, so they need not repeat its work.
    private static final double WIDE_PASSES = 0.8;
    private static final double WIDE_KEEPS_CLEAN = 0.93;
    /// Taps that Kaiser's window for 80 dB takes for a transition as wide as the rate.
    private static final double TAPS = 5.02;
    /// The formula counts the spaces between the taps.
    private static final int EXTRA_TAPS = 1;
    private static final int MOST_STAGES = 3;
    /// What it costs to begin with a few rows, to add them to a column of sums, and to bring a sample to its place, ns on a computer of 2023. Only their
    /// proportions matter.
    private static final double ADDITION_COST = 10;
    private static final double SUM_COST = 0.33;
    private static final double PLACE_COST = 0.33;
    /// Of a piece, for the length of the runs: the first that a voice gives. Those that follow, and those of recordings, are longer.
    private static final double PIECE_SECONDS = 0.25;
    private static final int KEPT = 64;
    private static final Map<List<Integer>, List<Shape>> PLANS = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(KEPT));

    private record Ratio(int up, int down) {}

    private record Plan(List<Shape> stages, double cost) {}

    private final int from;
    private final int to;
    private final double half;

    private ResamplingPlan(int from, int to) {
        this.from = from;
        this.to = to;
        half = Math.min(from, to) / 2.0;
    }

    /// The filters from one rate to another, which differ.
    static List<Shape> stages(int from, int to) {
        List<Integer> key = List.of(from, to);
        List<Shape> known = PLANS.get(key);
        if (known == null) {
            known = new ResamplingPlan(from, to).cheapest();
            PLANS.put(key, known);
        }
        return known;
    }

    private List<Shape> cheapest() {
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
        Ratio whole = new Ratio(to / common, from / common);
        if (Math.max(whole.up(), whole.down()) <= PolyphaseFilter.LONGEST_PERIOD) {
            return plan(List.of(whole), 0).orElseThrow().stages();
        }
        return products(whole, MOST_STAGES).stream()
            .flatMap(ratios -> IntStream.range(0, ratios.size()).mapToObj(sharp -> plan(ratios, sharp)).flatMap(Optional::stream))
            .min(Comparator.comparingDouble(Plan::cost)).or(() -> plan(List.of(whole), 0)).orElseThrow().stages();
    }

    /// All products of at most so many ratios of small numbers; none when it is none of them.
    private static List<List<Ratio>> products(Ratio whole, int most) {
        List<List<Ratio>> found = new ArrayList<>();
        if (Math.max(whole.up(), whole.down()) <= PolyphaseFilter.LONGEST_PERIOD) {
            found.add(List.of(whole));
        }
        for (int up = 1; up <= PolyphaseFilter.LONGEST_PERIOD && most > 1; up++) {
            for (int down = 1; down <= PolyphaseFilter.LONGEST_PERIOD; down++) {
                if (whole.up() % up == 0 && whole.down() % down == 0 && up != down) {
                    Ratio first = new Ratio(up, down);
                    products(new Ratio(whole.up() / up, whole.down() / down), most - 1)
                        .forEach(rest -> found.add(Stream.concat(Stream.of(first), rest.stream()).toList()));
                }
            }
        }
        return found;
    }

    /// The filters for ratios one after another; empty when a rate between them is too low.
    ///
    /// @param sharp index of the one that separates the bands
    private Optional<Plan> plan(List<Ratio> ratios, int sharp) {
        List<Shape> stages = new ArrayList<>();
        double rate = from;
        double cost = 0;
        for (int i = 0; i < ratios.size(); i++) {
            Ratio ratio = ratios.get(i);
            double next = rate * ratio.up() / ratio.down();
            double passes = (i == sharp ? PASSES : WIDE_PASSES) * half;
            double stops = i == sharp ? half : (i < sharp ? next : rate) - WIDE_KEEPS_CLEAN * half;
            if (next < 2 * half || stops - passes < 0.02 * rate && i != sharp) {
                return Optional.empty();
            }
            int taps = 4 * (int) Math.ceil((i == sharp ? LowPass.Sharp.LENGTH * rate / (2 * half) : TAPS * rate / (stops - passes) + EXTRA_TAPS) / 4);
            stages.add(new Shape(ratio.up(), ratio.down(), taps,
                i == sharp ? new LowPass.Sharp(2 * half / rate) : new LowPass.Wide((passes + stops) / rate, taps / 2.0)));
            cost += cost(stages.getLast(), next);
            rate = next;
        }
        return Optional.of(new Plan(List.copyOf(stages), cost));
    }

    /// Of a piece.
    private static double cost(Shape shape, double rate) {
        double outputs = PIECE_SECONDS * rate;
        double run = outputs / shape.outputs();
        int groups = Math.ceilDiv(shape.outputs(), SampleRows.OUTPUTS_AT_ONCE);
        double additions = Math.ceil((double) (shape.taps() + shape.apart()) / SampleRows.ROWS_AT_ONCE);
        double sums = groups * additions * (ADDITION_COST + SampleRows.worked((int) run) * SUM_COST);
        return sums + PLACE_COST * (outputs + outputs * shape.down() / shape.up());
    }
}

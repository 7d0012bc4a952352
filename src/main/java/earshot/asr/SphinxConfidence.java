package earshot.asr;

import module java.base;

import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.HMMSearchState;
import edu.cmu.sphinx.linguist.SearchState;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.LeftRightContext;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.result.Edge;
import edu.cmu.sphinx.result.Lattice;
import edu.cmu.sphinx.result.Node;
import edu.cmu.sphinx.util.LogMath;

/// The confidence of a Sphinx4 result, 0 to 1. Sphinx4's own word confidence is useless: it is 0.99 for white noise.
///
/// It is the product of two numbers:
/// - *fit*: how well the phones of the recognized words match the audio, compared with the best that any sequence of phones could
///   do (mean log likelihood ratio per frame over frames inside words, by a logistic curve). On recordings: -0.1 to 0.6 for speech
///   whether recognized correctly or not, -0.3 to -0.9 for reversed speech, -0.6 and less for noise.
/// - *agreement*: how many of the recognizer's other hypotheses hold the same words (mean posterior over the lattice with
///   flattened scores), 0.7 to 1; left out with a grammar, which allows no other hypotheses.
///
/// A grammar gets a more tolerant curve: a correct sentence fits at -1 and better, from a synthetic voice at -3.4 and better. Speech
/// that is none of its sentences fits at -3.4 and worse, mostly -5, because the recognizer had to choose one.
///
/// It separates speech from other sound, and doubtful results from clear ones. It is not the probability that each word is right.
final class SphinxConfidence {
    /// Acoustic scores of neighboring frames are correlated; unscaled, any best path looks certain.
    private static final double FLATTENING = 1 / 30.0;
    private static final int SAME_BEGIN_MILLIS = 150;

    /// A logistic curve from fit to a number between 0 and 1.
    ///
    /// @param midpoint the fit that becomes one half
    private record Curve(double steepness, double midpoint) {
        double of(double fit) {
            return 1 / (1 + Math.exp(-steepness * (fit - midpoint)));
        }
    }

    private static final Curve FREE = new Curve(8, -0.15);
    private static final Curve GRAMMAR = new Curve(3, -2.9);

    private final LogMath logs = LogMath.getLogMath();
    private final List<Senone> sounds;

    private final Curve curve;

    SphinxConfidence(Loader loader, boolean grammar) {
        curve = grammar ? GRAMMAR : FREE;
        Set<Senone> all = Collections.newSetFromMap(new IdentityHashMap<>());
        loader.getContextIndependentUnits().values().stream()
            .map(unit -> loader.getHMMManager().get(HMMPosition.UNDEFINED, unit))
            .filter(Objects::nonNull)
            .forEach(hmm -> all.addAll(Arrays.asList(((SenoneHMM) hmm).getSenoneSequence().getSenones())));
        sounds = List.copyOf(all);
    }

    /// The best score that any sound has for a feature.
    double best(Data feature) {
        double best = Float.NEGATIVE_INFINITY;
        for (Senone sound : sounds) {
            best = Math.max(best, sound.getScore(feature));
        }
        return best;
    }

    /// @param lattice of the other hypotheses; empty with a grammar
    double of(Token best, Optional<Lattice> lattice) {
        return fit(best) * lattice.map(this::agreement).orElse(1.0);
    }

    private double fit(Token best) {
        double sum = 0;
        int frames = 0;
        for (Token token = best; token != null; token = token.getPredecessor()) {
            if (token.isEmitting() && token.getData() instanceof FeatureQueue.ScoredFeature feature && ofWord(token.getSearchState())) {
                sum += logs.logToLn(token.getAcousticScore() - feature.best());
                frames++;
            }
        }
        return frames == 0 ? 0 : curve.of(sum / frames);
    }

    /// Whether a state is a phone inside a word. Phones next to a pause match any noise and are left out.
    private static boolean ofWord(SearchState state) {
        return state instanceof HMMSearchState sound && spoken(sound.getHMMState().getHMM().getUnit());
    }

    private static boolean spoken(Unit unit) {
        return !unit.isFiller()
            && (!(unit.getContext() instanceof LeftRightContext beside) || spoken(beside.getLeftContext()) && spoken(beside.getRightContext()));
    }

    private static boolean spoken(Unit[] neighbors) {
        return neighbors == null || Arrays.stream(neighbors).noneMatch(Unit::isFiller);
    }

    /// The forward-backward algorithm over the lattice.
    private double agreement(Lattice lattice) {
        List<Node> nodes = lattice.sortNodes();
        Map<Node, Double> before = new IdentityHashMap<>();
        Map<Node, Double> after = new IdentityHashMap<>();
        before.put(lattice.getInitialNode(), 0.0);
        after.put(lattice.getTerminalNode(), 0.0);
        for (Node node : nodes) {
            for (Edge edge : node.getLeavingEdges()) {
                merge(before, edge.getToNode(), before.get(node), edge);
            }
        }
        for (Node node : nodes.reversed()) {
            for (Edge edge : node.getEnteringEdges()) {
                merge(after, edge.getFromNode(), after.get(node), edge);
            }
        }
        double all = before.getOrDefault(lattice.getTerminalNode(), 0.0);
        return lattice.getViterbiPath().stream()
            .filter(node -> !node.getWord().isFiller())
            .mapToDouble(node -> Math.min(1,
                nodes.stream().filter(other -> same(node, other)).mapToDouble(other -> posterior(before.get(other), after.get(other), all)).sum()))
            .average().orElse(0);
    }

    private void merge(Map<Node, Double> scores, Node node, Double from, Edge edge) {
        if (from != null) {
            scores.merge(node, from + FLATTENING * logs.logToLn((float) (edge.getAcousticScore() + edge.getLMScore())), SphinxConfidence::sum);
        }
    }

    private static boolean same(Node node, Node other) {
        return node.getWord().getSpelling().equals(other.getWord().getSpelling()) && Math.abs(node.getBeginTime() - other.getBeginTime()) < SAME_BEGIN_MILLIS;
    }

    private static double posterior(Double before, Double after, double all) {
        return before == null || after == null ? 0 : Math.exp(before + after - all);
    }

    /// The logarithm of the sum of two numbers given by their logarithms.
    private static double sum(double a, double b) {
        double larger = Math.max(a, b);
        return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }
}

package earshot.asr;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.frontend.Signal;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;

/// The last stage of the front end before the search: holds features, so that the search is only asked for as many frames as there are. It
/// takes a missing one for the end of the audio. Of the signals only the end of a stretch of speech is passed on.
///
/// The confidence of the result needs to know how well each feature fits any sound at all. That is found out here, when the search takes the feature: it scores
/// the same sounds next, while after the end of the stretch all of it would have to be scored once more.
final class FeatureQueue extends BaseDataProcessor {
    /// A feature, and the best score that any sound of the language has for it.
    static final class ScoredFeature extends FloatData {
        private static final long serialVersionUID = 1L;

        private final float best;

        private ScoredFeature(FloatData feature, ToDoubleFunction<Data> best) {
            super(feature.getValues(), feature.getSampleRate(), feature.getCollectTime(), feature.getFirstSampleNumber());
            this.best = (float) best.applyAsDouble(this);
        }

        float best() {
            return best;
        }
    }

    private final ToDoubleFunction<Data> best;
    private final Deque<Data> features = new ArrayDeque<>();
    private int ends;
    private boolean atEnd;
    private boolean skipping;

    /// @param best gives the best score that any sound has for a feature
    FeatureQueue(ToDoubleFunction<Data> best) {
        this.best = best;
    }

    /// Begins another utterance and drops what is left of the one before.
    void begin() {
        features.clear();
        ends = 0;
        atEnd = false;
        skipping = false;
    }

    /// Takes over all that the audio so far gives.
    void fill() {
        for (Data next = getPredecessor().getData(); next != null; next = getPredecessor().getData()) {
            boolean end = next instanceof SpeechEndSignal;
            if (skipping) {
                skipping = !end;
            } else if (end || !(next instanceof Signal)) {
                ends += end ? 1 : 0;
                features.add(next);
            }
        }
    }

    /// Whether a stretch of speech can begin for a search that looks `lookAhead` frames ahead.
    boolean hasStretch(int lookAhead) {
        return ends > 0 || features.size() > lookAhead;
    }

    /// How many frames the search can do now, at most `limit`: one for each feature, and any number when it has the last.
    int frames(int limit) {
        return atEnd ? limit : Math.min(limit, features.size());
    }

    /// The search is done with a stretch; what it left of it is dropped, also what is still to come.
    void endStretch() {
        while (!atEnd && !features.isEmpty()) {
            take();
        }
        skipping = !atEnd;
        atEnd = false;
    }

    @Override
    public Data getData() {
        Data next = take();
        return next instanceof FloatData feature ? new ScoredFeature(feature, best) : next;
    }

    private Data take() {
        Data next = atEnd ? null : features.poll();
        if (next instanceof SpeechEndSignal) {
            atEnd = true;
            ends--;
        }
        return next;
    }
}

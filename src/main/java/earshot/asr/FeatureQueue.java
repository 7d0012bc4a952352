package earshot.asr;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.Signal;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;

/// The last stage of the front end before the search: holds features, so that the search is only asked for as many frames as there are. It
/// takes a missing one for the end of the audio. Of the signals only the end of a stretch of speech is passed on.
final class FeatureQueue extends BaseDataProcessor {
    private final Deque<Data> features = new ArrayDeque<>();
    private int ends;
    private boolean atEnd;
    private boolean skipping;

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
            getData();
        }
        skipping = !atEnd;
        atEnd = false;
    }

    @Override
    public Data getData() {
        Data next = atEnd ? null : features.poll();
        if (next instanceof SpeechEndSignal) {
            atEnd = true;
            ends--;
        }
        return next;
    }
}

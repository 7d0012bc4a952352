package earshot.engine;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.audio.WavFile;

/// A generated conversation of several speakers with pauses, and an exact recognizer for it: it locates a piece of audio in the conversation
/// and returns the sentences there. A sentence belongs to the piece that contains its middle, so that one that is cut in two is recognized
/// once.
final class RecordedConversation {
    private static final int RATE = 16_000;
    /// Samples per compared energy value: 10 ms.
    private static final int STEP = 160;
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));

    /// @param from first sample in the conversation
    private record Word(int from, int to, String text) {
        boolean within(int begin, int end) {
            return (from + to) / 2 >= begin && (from + to) / 2 < end;
        }
    }

    private final List<Word> words = new ArrayList<>();
    private short[] pcm = new short[0];

    /// Appends sentences without pauses between them, each with its own pitch and speed, and then silence.
    ///
    /// @param silence after the last sentence, in ms
    RecordedConversation say(int times, int silence) {
        for (int i = 0; i < times; i++) {
            int from = pcm.length;
            append(Resampler.resample(Arrays.copyOfRange(SENTENCE.pcm(), 2_000 + 700 * (words.size() % 5), 22_000 + 1_900 * (words.size() % 7)), RATE,
                13_200 + 611 * (words.size() % 11)));
            words.add(new Word(from, pcm.length, "Sentence number " + words.size() + "."));
        }
        append(new short[RATE / 1000 * silence]);
        return this;
    }

    private void append(short[] more) {
        short[] all = Arrays.copyOf(pcm, pcm.length + more.length);
        System.arraycopy(more, 0, all, pcm.length, more.length);
        pcm = all;
    }

    short[] pcm() {
        return pcm;
    }

    /// The sample at which a part (0 to 1) of a sentence is over.
    int sampleAt(int sentence, double part) {
        Word word = words.get(sentence);
        return word.from + (int) ((word.to - word.from) * part);
    }

    /// The sentences between two samples.
    List<String> said(int from, int to) {
        return words.stream().filter(word -> word.within(from, to)).map(Word::text).toList();
    }

    /// The text of a piece of the conversation.
    String recognize(PcmAudio sound) {
        double[] piece = energy(sound.pcm());
        double[] all = energy(pcm);
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int at = -60; at + piece.length <= all.length + 60; at++) {
            double alike = similarity(piece, all, at);
            if (alike > most) {
                most = alike;
                best = at;
            }
        }
        int from = best * STEP;
        return words.stream().filter(word -> word.within(from, from + sound.pcm().length)).map(Word::text).collect(Collectors.joining(" "));
    }

    private static double[] energy(short[] pcm) {
        double[] energy = new double[pcm.length / STEP];
        for (int i = 0; i < energy.length; i++) {
            double sum = 0;
            for (int j = i * STEP; j < (i + 1) * STEP; j++) {
                sum += (double) pcm[j] * pcm[j];
            }
            energy[i] = Math.log(sum / STEP + 1_000) - 10;
        }
        return energy;
    }

    /// The negative squared distance; audio outside the conversation counts as silence.
    private static double similarity(double[] piece, double[] all, int at) {
        double distance = 0;
        for (int i = 0; i < piece.length; i++) {
            double other = at + i >= 0 && at + i < all.length ? all[at + i] : Math.log(1_000) - 10;
            distance += (piece[i] - other) * (piece[i] - other);
        }
        return -distance;
    }
}

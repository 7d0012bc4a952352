package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.Context;
import edu.cmu.sphinx.api.SpeechResult;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.TimeFrame;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A loaded Sphinx4, for free speech or for a fixed set of sentences. Not safe for use from several threads at once.
final class SphinxDecoder implements AutoCloseable {
    private static final int RATE = 16_000;
    /// Milliseconds of quiet noise added before and after: Sphinx4 measures the noise floor on it, and loses the last word without it.
    private static final int MARGIN = 200;
    /// Sphinx4's loggers; `sphinx4` is the name of its configuration. Kept in a field, because java.util.logging drops loggers that
    /// nobody references, and their levels with them.
    private static final List<Logger> NOISY_LOGGERS = Stream.of("sphinx4", "edu.cmu.sphinx", "HMMTree", "MelFrequencyFilterBank", "DiscreteCosineTransform2", "Denoise", "Lifter")
        .map(Logger::getLogger).toList();
    /// How often recognition is restarted when it ends before it has read any audio.
    private static final int STARTS = 3;

    private final Context context;
    private final Recognizer recognizer;
    private final SphinxConfidence confidence;

    SphinxDecoder(SphinxModels models, List<String> expected) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setAcousticModelPath(models.url(SphinxModels.ACOUSTIC_MODEL));
        configuration.setDictionaryPath(models.url(SphinxModels.DICTIONARY));
        if (expected.isEmpty()) {
            configuration.setLanguageModelPath(models.url(SphinxModels.LANGUAGE_MODEL));
        } else {
            configuration.setUseGrammar(true);
            configuration.setGrammarPath(grammar(models.directory(), expected));
            configuration.setGrammarName("expected");
        }
        context = createContext(models, configuration);
        recognizer = context.getInstance(Recognizer.class);
        recognizer.allocate();
        confidence = new SphinxConfidence(context.getLoader(), !expected.isEmpty());
    }

    RecognitionResult recognize(PcmAudio audio) {
        ByteArrayInputStream source = new ByteArrayInputStream(bytes(Resampler.resample(audio.pcm(), audio.rate(), RATE)));
        context.setSpeechSource(source, TimeFrame.INFINITE);
        List<String> words = new ArrayList<>();
        double sure = 0;
        // an end mark left over from the previous utterance would end this one at once
        for (int start = 0; start < STARTS && source.available() > 0; start++) {
            for (Result result = recognizer.recognize(); result != null; result = recognizer.recognize()) {
                SpeechResult piece = new SpeechResult(result);
                List<String> more = words(piece);
                if (!more.isEmpty()) {
                    sure += more.size() * confidence.of(result.getBestToken(), Optional.ofNullable(piece.getLattice()));
                    words.addAll(more);
                }
            }
        }
        return new RecognitionResult(String.join(" ", words), words.isEmpty() ? 0 : Math.clamp(sure / words.size(), 0, 1));
    }

    private static List<String> words(SpeechResult piece) {
        return piece.getWords().stream().filter(word -> !word.isFiller()).map(word -> word.getWord().getSpelling()).filter(word -> !word.startsWith("<")).toList();
    }

    @Override
    public void close() {
        recognizer.deallocate();
    }

    /// Silences Sphinx4's loggers. Configuring Sphinx4 changes the level of the process's root logger, which is restored here.
    private static Context createContext(SphinxModels models, Configuration configuration) throws IOException {
        NOISY_LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        try {
            return new Context(models.url(SphinxModels.CONFIGURATION), configuration);
        } finally {
            root.setLevel(before);
        }
    }

    private static String grammar(Path directory, List<String> expected) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("grammar"));
        String sentences = expected.stream().map(sentence -> sentence.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z' ]", " ").strip()).distinct().collect(Collectors.joining("\n    | "));
        Files.writeString(folder.resolve("expected.gram"), "#JSGF V1.0;\ngrammar expected;\npublic <sentence> = " + sentences + ";\n");
        return folder.toUri().toString();
    }

    /// Little endian, with quiet noise at both ends. Digital silence becomes faint noise too, because Sphinx4 takes the logarithm of
    /// the energy.
    private static byte[] bytes(short[] pcm) {
        Random noise = new Random(pcm.length);
        int margin = RATE / 1000 * MARGIN;
        byte[] bytes = new byte[(pcm.length + 2 * margin) * 2];
        for (int i = 0; i < bytes.length / 2; i++) {
            int at = i - margin;
            int sample = at < 0 || at >= pcm.length || pcm[at] == 0 ? noise.nextInt(9) - 4 : pcm[at];
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }
}

package earshot.asr;

import module java.base;

import earshot.data.LetterCase;
import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.Context;
import edu.cmu.sphinx.api.SpeechResult;
import edu.cmu.sphinx.decoder.search.SearchManager;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.decoder.search.WordPruningBreadthFirstLookaheadSearchManager;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.DataBlocker;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.FeatureTransform;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A loaded Sphinx4, for free speech or for a fixed set of sentences. Not safe for use from several threads at once.
final class SphinxDecoder implements AutoCloseable {
    /// Frames that the search and the stages before it need ahead of the one that they work on, `phoneticLookaheadWindow` among them.
    private static final int SEARCH_LOOK_AHEAD = 10;
    /// Sphinx4's loggers; `sphinx4` is the name of its configuration. Kept in a field, because java.util.logging drops loggers that
    /// nobody references, and their levels with them.
    private static final List<Logger> NOISY_LOGGERS = Stream
        .of("sphinx4", "edu.cmu.sphinx", "HMMTree", "MelFrequencyFilterBank", "DiscreteCosineTransform2", "Denoise", "Lifter")
        .map(Logger::getLogger).toList();

    private final Context context;
    private final Recognizer recognizer;
    private final SphinxConfidence confidence;
    private final SearchManager searchManager;
    private final UtteranceAudioSource source = new UtteranceAudioSource();
    private final CepstralMeanNormalizer normalizer = new CepstralMeanNormalizer();
    private final FeatureQueue features;
    private final List<String> words = new ArrayList<>();
    private double sure;
    private boolean ended = true;
    private boolean decoding;
    private Optional<Result> latest = Optional.empty();

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
        features = new FeatureQueue(confidence::best);
        Class<? extends SearchManager> search = expected.isEmpty() ? WordPruningBreadthFirstLookaheadSearchManager.class
            : SimpleBreadthFirstSearchManager.class;
        searchManager = context.getInstance(search);
        context.getInstance(DataBlocker.class).setPredecessor(source);
        normalizer.setPredecessor(context.getInstance(AutoCepstrum.class));
        context.getInstance(DeltasFeatureExtractor.class).setPredecessor(normalizer);
        features.setPredecessor(context.getInstance(DeltasFeatureExtractor.class));
        context.getInstance(FeatureTransform.class).setPredecessor(features);
    }

    /// Begins an utterance; drops the one before, if it was not finished.
    ///
    /// @param whole as in [CepstralMeanNormalizer#begin]
    void begin(boolean whole) {
        endStretch();
        // each stage keeps something until the end
        end();
        features.fill();
        source.begin();
        normalizer.begin(whole);
        features.begin();
        words.clear();
        sure = 0;
        ended = false;
    }

    /// Takes the next audio of the utterance.
    ///
    /// @param pcm at [UtteranceAudioSource#RATE]
    void accept(short[] pcm) {
        source.add(pcm);
    }

    /// No more audio comes in this utterance.
    void end() {
        if (!ended) {
            ended = true;
            source.end();
        }
    }

    boolean ended() {
        return ended;
    }

    /// Decodes some of the audio so far.
    ///
    /// @param limit frames (10 ms), the computing time of each is some milliseconds
    /// @return whether more could be decoded now
    boolean decode(int limit) {
        features.fill();
        if (!decodable()) {
            return false;
        }
        if (!decoding) {
            searchManager.startRecognition();
            decoding = true;
        }
        latest = Optional.ofNullable(searchManager.recognize(features.frames(limit)));
        if (latest.isEmpty() || latest.get().isFinal()) {
            latest.ifPresent(this::add);
            endStretch();
            features.endStretch();
        }
        return decodable();
    }

    private boolean decodable() {
        return decoding ? features.frames(1) > 0 : features.hasStretch(SEARCH_LOOK_AHEAD);
    }

    /// The text so far; what is said next may still change it.
    String partial() {
        return Stream.concat(words.stream(), latest.stream().map(Result::getBestResultNoFiller)).filter(text -> !text.isBlank())
            .collect(Collectors.joining(" "));
    }

    /// What was understood so far of the utterance.
    RecognitionResult result() {
        return new RecognitionResult(String.join(" ", words), words.isEmpty() ? 0 : Math.clamp(sure / words.size(), 0, 1));
    }

    private void add(Result stretch) {
        SpeechResult piece = new SpeechResult(stretch);
        List<String> more = words(piece);
        if (!more.isEmpty()) {
            sure += more.size() * confidence.of(stretch.getBestToken(), Optional.ofNullable(piece.getLattice()));
            words.addAll(more);
        }
    }

    private void endStretch() {
        if (decoding) {
            searchManager.stopRecognition();
            decoding = false;
        }
        latest = Optional.empty();
    }

    private static List<String> words(SpeechResult piece) {
        return piece.getWords().stream().filter(word -> !word.isFiller()).map(word -> word.getWord().getSpelling()).filter(word -> !word.startsWith("<"))
            .toList();
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
        String sentences = expected.stream().map(sentence -> LetterCase.lower(sentence).replaceAll("[^a-z' ]", " ").strip()).distinct()
            .collect(Collectors.joining("\n    | "));
        Files.writeString(folder.resolve("expected.gram"), "#JSGF V1.0;\ngrammar expected;\npublic <sentence> = " + sentences + ";\n");
        return folder.toUri().toString();
    }
}

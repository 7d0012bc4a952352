package earshot.bench;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.asr.Sphinx4Recognizer;
import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.audio.WavFile;
import earshot.cli.WordErrorRate;
import earshot.compute.ComputePool;
import earshot.time.SystemTime;
import earshot.tts.FreeTtsVoice;

/// How many words the embedded recognizer gets wrong, and how long after the end of the silence that ends a turn its text is there: of
/// each sentence as a whole, and of the same while it is spoken, in real time.
///
/// `java … earshot.bench.RecognitionRun [directories of WAV files, each with its words in a text file of the same name]`
public final class RecognitionRun implements AutoCloseable {
    private static final int RATE = 16_000;
    private static final int FRAME_MILLIS = 60;
    private static final int FRAME = RATE * FRAME_MILLIS / 1000;
    private static final int SILENCE_MILLIS = 720;
    private static final List<String> SPOKEN = List.of("what time is it", "what is the weather like today",
        "please tell me a story about a king and his daughter",
        "turn on the light in the kitchen", "how many people live in this country", "he might even have been made better",
        "the children are playing in the garden behind the house", "there is a good chance that it will rain this afternoon");

    private record Sentence(String name, String words, short[] pcm) {}

    private enum Way { WHOLE, STREAMED }

    private final SystemTime time = new SystemTime();
    private final ComputePool pool = new ComputePool();
    private final Path models;
    private final Sphinx4Recognizer recognizer;
    private final Map<Way, double[]> wrong = new EnumMap<>(Map.of(Way.WHOLE, new double[1], Way.STREAMED, new double[1]));
    private final Map<Way, List<Double>> late = new EnumMap<>(Map.of(Way.WHOLE, new ArrayList<>(), Way.STREAMED, new ArrayList<>()));
    private int words;

    private RecognitionRun() throws IOException {
        models = Files.createTempDirectory("recognition");
        recognizer = new Sphinx4Recognizer(models, pool, time, () -> Duration.ofMinutes(5));
    }

    public static void main(String[] args) throws Exception {
        try (RecognitionRun run = new RecognitionRun()) {
            List<Sentence> sentences = run.sentences(args.length == 0 ? List.of("assets/speech") : List.of(args));
            CompletableFuture.runAsync(() -> run.measure(sentences), job -> Thread.ofVirtual().start(job)).join();
        }
    }

    private void measure(List<Sentence> sentences) {
        recognizer.recognize(new PcmAudio(sentences.getFirst().pcm, RATE), List.of()).join();
        for (Sentence sentence : sentences) {
            words += WordErrorRate.words(sentence.words).size();
            for (Way way : Way.values()) {
                measure(sentence, way);
            }
        }
        for (Way way : Way.values()) {
            List<Double> sorted = late.get(way).stream().sorted().toList();
            System.out.printf(Locale.ROOT, "%-8s  %d sentences, %d words: %.1f %% wrong; text after the silence, ms: median %.0f, longest %.0f%n", way,
                sentences.size(), words,
                100 * wrong.get(way)[0] / words, sorted.get(sorted.size() / 2), sorted.getLast());
        }
    }

    private void measure(Sentence sentence, Way way) {
        Optional<RecognitionStream> stream = way == Way.STREAMED ? Optional.of(recognizer.openStream(RATE, List.of(), _ -> {})) : Optional.empty();
        if (stream.isPresent()) {
            long begin = time.nanos();
            for (int at = 0, frame = 1; at < sentence.pcm.length; at += FRAME, frame++) {
                stream.get().accept(Arrays.copyOfRange(sentence.pcm, at, Math.min(at + FRAME, sentence.pcm.length)));
                time.sleep(Duration.ofNanos(Math.max(0, begin + frame * FRAME_MILLIS * 1_000_000L - time.nanos())));
            }
        }
        long end = time.nanos();
        RecognitionResult heard = stream.map(RecognitionStream::finish).orElseGet(() -> recognizer.recognize(new PcmAudio(sentence.pcm, RATE), List.of()))
            .join();
        late.get(way).add((time.nanos() - end) / 1e6);
        double rate = WordErrorRate.of(sentence.words, heard.text());
        wrong.get(way)[0] += rate * WordErrorRate.words(sentence.words).size();
        System.out.printf(Locale.ROOT, "%-8s  %-24s %3.0f %%  %5.0f ms  %s%n", way, sentence.name, 100 * rate, late.get(way).getLast(), heard.text());
    }

    private List<Sentence> sentences(List<String> directories) throws IOException {
        List<Sentence> all = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                for (Path wav : files.filter(file -> file.toString().endsWith(".wav")).sorted().toList()) {
                    Path text = Path.of(wav.toString().replaceFirst("wav$", "txt"));
                    all.add(sentence(wav.getFileName().toString(), Files.readString(text).strip(), WavFile.read(wav)));
                }
            }
        }
        try (FreeTtsVoice voice = new FreeTtsVoice(pool)) {
            SPOKEN.forEach(words -> all.add(sentence("embedded voice", words, voice.speak(words).join())));
        }
        return all;
    }

    private static Sentence sentence(String name, String words, PcmAudio sound) {
        short[] pcm = Resampler.resample(sound.pcm(), sound.rate(), RATE);
        return new Sentence(name, words, Arrays.copyOf(pcm, pcm.length + SILENCE_MILLIS * RATE / 1000));
    }

    @Override
    public void close() throws IOException {
        recognizer.close();
        pool.close();
        try (Stream<Path> files = Files.walk(models)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}

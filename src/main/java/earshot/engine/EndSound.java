package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.format.AudioReader;
import earshot.audio.format.UnusableAudioException;
import earshot.config.Settings;
import earshot.turn.EndSoundSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound at the end of an answer: that of the file that the settings name, else a short tone. Read once as long as the file stays the same. Safe
/// for use from any thread.
final class EndSound implements Supplier<Optional<PcmAudio>> {
    private static final Logger LOG = LoggerFactory.getLogger(EndSound.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int RATE = 24_000;
    private static final double[] TONES = {880, 1320};
    private static final Duration TONE = Duration.ofMillis(90);
    private static final double LEVEL = 6_000;

    private record Loaded(Path path, FileTime modified, PcmAudio sound) {}

    private final Supplier<Settings> settings;
    private final Optional<Path> config;
    private final OpusCodec codec;
    private Optional<Loaded> loaded = Optional.empty();

    /// @param config the file given by `--config`
    EndSound(Supplier<Settings> settings, Optional<Path> config, OpusCodec codec) {
        this.settings = settings;
        this.config = config;
        this.codec = codec;
    }

    @Override
    public Optional<PcmAudio> get() {
        EndSoundSettings now = settings.get().of(EndSoundSettings.SECTION);
        return now.enabled() ? Optional.of(now.file().flatMap(written -> find(written, config)).flatMap(this::load).orElseGet(EndSound::tone))
            : Optional.empty();
    }

    /// The file that is meant; empty where there is none. A xiaozhi server resolves it from its own directory, in which `data/.config.yaml` lies.
    static Optional<Path> find(String written, Optional<Path> config) {
        try {
            Path path = Path.of(written);
            Stream<Path> above = Stream
                .iterate(config.map(file -> file.toAbsolutePath().normalize().getParent()).orElse(null), Objects::nonNull, Path::getParent).limit(2);
            return Stream.concat(path.isAbsolute() ? Stream.of(path) : Stream.empty(), above.map(directory -> directory.resolve(path)))
                .filter(Files::isRegularFile).findFirst();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private synchronized Optional<PcmAudio> load(Path path) {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            if (loaded.filter(one -> one.path.equals(path) && one.modified.equals(modified)).isEmpty()) {
                loaded = Optional.of(new Loaded(path, modified, read(path)));
            }
            return loaded.map(Loaded::sound);
        } catch (IOException | UnusableAudioException e) {
            LOG.warn("the sound at the end of an answer cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    private PcmAudio read(Path path) throws IOException, UnusableAudioException {
        PcmCollector all = new PcmCollector(RATE);
        try (AudioReader reader = AudioReader.of(path, RATE, codec)) {
            int wanted = Math.toIntExact(LONGEST.toSeconds() * RATE);
            int length = 0;
            for (Optional<PcmAudio> piece = reader.next(); piece.isPresent(); piece = length < wanted ? reader.next() : Optional.empty()) {
                all.add(piece.get().pcm());
                length += piece.get().pcm().length;
            }
            short[] pcm = all.take();
            return new PcmAudio(Arrays.copyOf(pcm, Math.min(pcm.length, wanted)), RATE);
        }
    }

    private static PcmAudio tone() {
        int each = (int) (TONE.toMillis() * RATE / 1000);
        short[] pcm = new short[each * TONES.length];
        for (int i = 0; i < pcm.length; i++) {
            double fade = Math.sin(Math.PI * (i % each) / each);
            pcm[i] = (short) (LEVEL * fade * Math.sin(2 * Math.PI * TONES[i / each] * i / RATE));
        }
        return new PcmAudio(pcm, RATE);
    }
}

package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.StreamResampler;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Detects the audio format of a stream and decodes it to mono. Its first bytes decide, not a label, because many servers send another format than
/// they say ([FormatDetector]). Another file may follow, of any format that is known here and at any rate: what its decoder does not take itself gets one of
/// its own. What turns out to be noise at full level ([NoiseGuard]) is refused. Holds the state of one stream; not safe for use from several threads at once.
public final class FormatDetectingDecoder implements AutoCloseable {
    /// Bytes that are enough to detect the format.
    private static final int FIRST_CHUNK_BYTES = 1_024;

    private final OpusCodec codec;
    private final int bareRate;
    private final boolean raw;
    private final NoiseGuard noise = new NoiseGuard();
    private FormatDetector detector;
    private Optional<PresentFile> file = Optional.empty();
    /// Hz of the first sound.
    private OptionalInt rate = OptionalInt.empty();
    /// Whether a file before the present one was cut or damaged.
    private boolean damaged;
    /// Found behind samples, and told after them.
    private Optional<UnusableAudioException> fault = Optional.empty();

    private static final class PresentFile {
        private final AudioStreamDecoder decoder;
        private final NextFileFinder finder;
        /// To the rate of the first sound, where it has another.
        private Optional<StreamResampler> resampler = Optional.empty();

        PresentFile(Optional<AudioFormat> format, AudioStreamDecoder decoder) {
            this.decoder = decoder;
            finder = new NextFileFinder(format);
        }
    }

    /// @param bareRate Hz of raw samples, unless the content type states it
    /// @param raw whether the settings say that the samples are raw; else bytes of no known format are refused, because they would be noise
    public FormatDetectingDecoder(OpusCodec codec, int bareRate, boolean raw) {
        this.codec = codec;
        this.bareRate = bareRate;
        this.raw = raw;
        detector = new FormatDetector(codec, bareRate, raw);
    }

    /// With a decoder of an MP4 file that is chosen already.
    FormatDetectingDecoder(OpusCodec codec, Mp4StreamDecoder chosen) {
        this(codec, 0, false);
        file = Optional.of(new PresentFile(Optional.of(AudioFormat.MP4), chosen));
    }

    /// Takes the next bytes and returns samples that are complete so far.
    ///
    /// @param type what the sender calls the format, a content type; may be empty
    /// @throws UnusableAudioException with the name of the format and what is wrong
    public short[] read(byte[] bytes, String type) throws UnusableAudioException {
        return noise.pass(decoded(bytes, label(type), false));
    }

    /// No more bytes come: returns the next of the samples that are left. Call it until there are none.
    ///
    /// @throws UnusableAudioException also when the bytes that came are not enough for any sound of their format
    public short[] end(String type) throws UnusableAudioException {
        short[] heard = noise.pass(decoded(new byte[0], label(type), true));
        while (heard.length == 0 && fault.isEmpty() && file.isPresent()) {
            short[] next = ended(file.get());
            if (next.length == 0) {
                return noise.rest();
            }
            heard = noise.pass(next);
        }
        if (heard.length == 0 && fault.isPresent()) {
            throw fault.get();
        }
        return heard;
    }

    /// Whether the stream, after its end, was cut or damaged as far as its format shows.
    public boolean incomplete() {
        return damaged || (file.isPresent() ? file.get().decoder.incomplete() : rate.isEmpty() || !detector.isEmpty());
    }

    /// How many bytes to pass to [#read] at a time, so that it takes well under a millisecond.
    public int chunkBytes() {
        return file.map(present -> present.decoder.chunkBytes()).orElse(FIRST_CHUNK_BYTES);
    }

    /// Hz, once [#read] or [#end] has returned samples.
    public int rate() {
        return rate.orElseThrow();
    }

    @Override
    public void close() {
        file.ifPresent(present -> present.decoder.close());
    }

    /// Whether bytes begin with a file of a known format.
    public static boolean recognizes(byte[] first) {
        return first.length >= AudioFormat.SIGN && (Id3Tag.at(first, 0) == Match.WHOLE
            || AudioFormat.atFront(first).or(() -> AudioFormat.framed(first, 0)).isPresent() || Mp3Header.parse(first, 0).isPresent());
    }

    private interface Decoding {
        short[] decode() throws UnusableAudioException;
    }

    private short[] decoded(byte[] bytes, String type, boolean ended) throws UnusableAudioException {
        List<short[]> heard = new ArrayList<>();
        try {
            if (fault.isEmpty()) {
                decode(bytes, type, ended, heard);
            }
        } catch (UnusableAudioException e) {
            fault = Optional.of(e);
        }
        short[] pcm = Samples.joined(heard);
        if (pcm.length == 0 && fault.isPresent()) {
            throw fault.get();
        }
        return pcm;
    }

    private void decode(byte[] bytes, String type, boolean ended, List<short[]> heard) throws UnusableAudioException {
        for (Optional<byte[]> more = Optional.of(bytes); more.isPresent() && begin(more.get(), type, ended); ) {
            PresentFile present = file.orElseThrow();
            byte[] own = present.finder.take(ended);
            if (own.length > 0) {
                heard.add(heard(present, () -> present.decoder.decode(own)));
            }
            more = present.finder.next();
            if (more.isPresent()) {
                finish(present, heard);
            }
        }
    }

    /// Passes bytes to the present file, or to the next one; false when its format is not known yet.
    private boolean begin(byte[] bytes, String type, boolean ended) throws UnusableAudioException {
        if (file.isPresent()) {
            file.get().finder.add(bytes);
            return true;
        }
        Optional<FormatDetector.Detected> detected = detector.add(bytes, type);
        // a tag at the end is nothing
        boolean nothing = rate.isPresent() && detector.isEmpty();
        detected = detected.isEmpty() && ended && !nothing ? detector.end(type) : detected;
        detected.ifPresent(found -> {
            damaged |= found.garbage();
            file = Optional.of(new PresentFile(found.format(), found.decoder()));
            file.get().finder.add(found.first());
            detector = new FormatDetector(codec, bareRate, raw);
        });
        return detected.isPresent();
    }

    /// Another file follows.
    private void finish(PresentFile present, List<short[]> heard) throws UnusableAudioException {
        for (short[] rest = ended(present); rest.length > 0; rest = ended(present)) {
            heard.add(rest);
        }
        damaged |= present.decoder.incomplete();
        present.decoder.close();
        file = Optional.empty();
    }

    /// The next of the samples that are left when no more bytes of the file come.
    private short[] ended(PresentFile present) throws UnusableAudioException {
        short[] rest = heard(present, present.decoder::end);
        if (rest.length > 0 || present.resampler.isEmpty()) {
            return rest;
        }
        short[] last = present.resampler.get().end();
        present.resampler = Optional.empty();
        return last;
    }

    /// Decoded samples at the rate of the first.
    private short[] heard(PresentFile present, Decoding decoding) throws UnusableAudioException {
        short[] pcm;
        try {
            pcm = decoding.decode();
        } catch (RuntimeException e) {
            // a decoder that fails on invalid data
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_DECODED, e.getClass().getSimpleName());
        }
        if (pcm.length == 0) {
            return pcm;
        }
        int own = present.decoder.rate();
        rate = rate.isPresent() ? rate : OptionalInt.of(own);
        if (own != rate.getAsInt() && present.resampler.isEmpty()) {
            present.resampler = Optional.of(new StreamResampler(own, rate.getAsInt()));
        }
        return present.resampler.isPresent() ? present.resampler.get().process(pcm) : pcm;
    }

    private static String label(String type) {
        return LetterCase.lower(type);
    }
}

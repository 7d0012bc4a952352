package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Detects the audio format of a stream and decodes it to mono. Its first bytes decide, not a label, because many servers send another format than
/// they say. What turns out to be noise at full level ([NoiseGuard]) is refused. Holds the state of one stream; not safe for use from several threads at once.
public final class FormatDetectingDecoder implements AutoCloseable {
    private static final Pattern RATE = Pattern.compile("rate=\"?(\\d{4,6})");
    private static final Pattern CHANNELS = Pattern.compile("channels=\"?([12])\\b");

    /// Bytes that are enough to detect the format.
    private static final int FIRST_CHUNK_BYTES = 1_024;
    /// Bytes with two frames of MP3.
    private static final int MP3_BYTES = 3_000;

    private final OpusCodec codec;
    private final int bareRate;
    private final boolean raw;
    private final NoiseGuard noise = new NoiseGuard();
    private byte[] first = new byte[0];
    private Optional<AudioStreamDecoder> stream = Optional.empty();

    /// @param bareRate Hz of raw samples, unless the content type states it
    /// @param raw whether the settings say that the samples are raw; else bytes of no known format are refused, because they would be noise
    public FormatDetectingDecoder(OpusCodec codec, int bareRate, boolean raw) {
        this.codec = codec;
        this.bareRate = bareRate;
        this.raw = raw;
    }

    /// With a decoder that is chosen already.
    FormatDetectingDecoder(OpusCodec codec, AudioStreamDecoder chosen) {
        this(codec, 0, false);
        stream = Optional.of(chosen);
    }

    /// Takes the next bytes and returns samples that are complete so far.
    ///
    /// @param type what the sender calls the format, a content type; may be empty
    /// @throws UnusableAudioException with the name of the format and what is wrong
    public short[] read(byte[] bytes, String type) throws UnusableAudioException {
        if (stream.isPresent()) {
            return heard(() -> stream.get().decode(bytes));
        }
        first = ByteArrays.join(first, bytes);
        if (first.length < 4 || first.length < 8 && first[0] == 0 || mayBeMp3(type) && first.length < MP3_BYTES) {
            return new short[0];
        }
        return begin(type);
    }

    /// No more bytes come: returns the next of the samples that are left. Call it until there are none.
    ///
    /// @throws UnusableAudioException also when the bytes that came are not enough for any sound of their format
    public short[] end(String type) throws UnusableAudioException {
        if (stream.isEmpty() && first.length >= 4) {
            short[] pcm = begin(type);
            if (pcm.length > 0) {
                return pcm;
            }
        }
        if (stream.isEmpty()) {
            return new short[0];
        }
        short[] pcm;
        int decoded;
        do {
            short[] next = decoded(() -> stream.get().end());
            decoded = next.length;
            pcm = noise.pass(next);
        } while (decoded > 0 && pcm.length == 0);
        return decoded > 0 ? pcm : noise.rest();
    }

    /// Whether the stream, after its end, was cut or damaged as far as its format tells.
    public boolean incomplete() {
        return stream.isEmpty() || stream.get().incomplete();
    }

    /// How many bytes to pass to [#read] at a time, so that it takes well under a millisecond.
    public int chunkBytes() {
        return stream.map(AudioStreamDecoder::chunkBytes).orElse(FIRST_CHUNK_BYTES);
    }

    /// Hz, once [#read] or [#end] has returned samples.
    public int rate() {
        return stream.orElseThrow().rate();
    }

    @Override
    public void close() {
        stream.ifPresent(AudioStreamDecoder::close);
    }

    private interface Decoding {
        short[] decode() throws UnusableAudioException;
    }

    private short[] heard(Decoding decoding) throws UnusableAudioException {
        return noise.pass(decoded(decoding));
    }

    private static short[] decoded(Decoding decoding) throws UnusableAudioException {
        try {
            return decoding.decode();
        } catch (RuntimeException e) {
            // a decoder that fails on invalid data
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_DECODED, e);
        }
    }

    private short[] begin(String type) throws UnusableAudioException {
        stream = Optional.of(detect(type));
        byte[] all = first;
        first = new byte[0];
        return heard(() -> stream.get().decode(all));
    }

    private AudioStreamDecoder detect(String type) throws UnusableAudioException {
        String magic = new String(first, 0, 4, StandardCharsets.ISO_8859_1);
        if (type.contains("json") || type.contains("html") || type.startsWith("text/") || looksLikeText()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_IS_TEXT, ControlCharacters.toSpaces(new String(first, StandardCharsets.UTF_8)));
        }
        Optional<String> unread = UnreadFormat.name(first);
        if (unread.isPresent()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, unread.get());
        }
        if (first.length >= 8 && new String(first, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp")) {
            return new Mp4StreamDecoder();
        }
        return switch (magic) {
            case "RIFF" -> new WavStreamDecoder();
            case "OggS" -> new OggOpusStreamDecoder(codec);
            case "fLaC" -> new FlacStreamDecoder();
            default -> framedOrRaw(magic, type);
        };
    }

    private AudioStreamDecoder framedOrRaw(String magic, String type) throws UnusableAudioException {
        boolean saidRaw = saidRaw(type);
        if (magic.startsWith("ID3") || Mp3Header.twoFrames(first) || !saidRaw && (Mp3Header.parse(first, 0).isPresent() || type.contains("mpeg") || type.contains("mp3"))) {
            return new Mp3StreamDecoder();
        }
        if (looksLikeAdts()) {
            return new AdtsStreamDecoder();
        }
        if (!saidRaw) {
            throw new UnusableAudioException(ProblemReason.AUDIO_UNKNOWN);
        }
        return new PcmStreamDecoder(bareRate(type), number(CHANNELS, type).orElse(1));
    }

    private boolean saidRaw(String type) {
        return raw || type.contains("pcm") || LetterCase.lower(type).contains("l16");
    }

    /// Whether samples that are said to be raw begin as MP3 does, so that more of them must decide.
    private boolean mayBeMp3(String type) {
        return saidRaw(type) && Mp3Header.parse(first, 0).isPresent();
    }

    private boolean looksLikeAdts() {
        return (first[0] & 0xff) == 0xff && (first[1] & 0xf6) == 0xf0 && (first[2] >> 2 & 15) < 13;
    }

    /// Whether the bytes are text: some servers send error messages as audio. Samples do not start with a bracket followed by plain
    /// text only.
    private boolean looksLikeText() {
        boolean bracket = first[0] == '{' || first[0] == '<';
        for (int i = 0; bracket && i < first.length; i++) {
            bracket = first[i] >= ' ' && first[i] < 127 || first[i] == '\n' || first[i] == '\r' || first[i] == '\t';
        }
        return bracket;
    }

    private int bareRate(String type) throws UnusableAudioException {
        int rate = number(RATE, type).orElse(bareRate);
        if (rate < 4_000 || rate > 192_000) {
            throw new UnusableAudioException(ProblemReason.AUDIO_SAMPLE_RATE, rate);
        }
        return rate;
    }

    private static Optional<Integer> number(Pattern pattern, String type) {
        Matcher matcher = pattern.matcher(type);
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}

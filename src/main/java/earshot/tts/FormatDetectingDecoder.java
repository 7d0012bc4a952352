package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;

/// Detects the audio format of an answer and decodes it. Its first bytes decide, not the format that was requested, because many
/// servers ignore the request. Holds the state of one stream; not safe for use from several threads at once.
final class FormatDetectingDecoder implements AutoCloseable {
    private static final Pattern RATE = Pattern.compile("rate=\"?(\\d{4,6})");
    private static final Pattern CHANNELS = Pattern.compile("channels=\"?([12])\\b");

    /// Bytes that are enough to detect the format.
    private static final int FIRST_CHUNK_BYTES = 1_024;

    private final OpusCodec codec;
    private final int bareRate;
    private final boolean raw;
    private byte[] first = new byte[0];
    private Optional<AudioStreamDecoder> stream = Optional.empty();

    /// @param bareRate Hz of raw samples, unless the content type states it
    /// @param raw whether the settings say that the samples are raw; else bytes of no known format are refused, because they would be noise
    FormatDetectingDecoder(OpusCodec codec, int bareRate, boolean raw) {
        this.codec = codec;
        this.bareRate = bareRate;
        this.raw = raw;
    }

    /// Takes the next bytes and returns the samples that are complete so far.
    short[] read(byte[] bytes, String type) throws UnusableAudioException {
        if (stream.isPresent()) {
            return stream.get().decode(bytes);
        }
        first = ByteArrays.join(first, bytes);
        if (first.length < 4 || first.length < 8 && first[0] == 0) {
            return new short[0];
        }
        stream = Optional.of(detect(type));
        byte[] all = first;
        first = new byte[0];
        return stream.get().decode(all);
    }

    /// How many bytes to pass to [#read] at a time.
    int chunkBytes() {
        return stream.map(AudioStreamDecoder::chunkBytes).orElse(FIRST_CHUNK_BYTES);
    }

    /// Hz, once [#read] has returned samples.
    int rate() {
        return stream.orElseThrow().rate();
    }

    @Override
    public void close() {
        stream.ifPresent(AudioStreamDecoder::close);
    }

    private AudioStreamDecoder detect(String type) throws UnusableAudioException {
        String magic = new String(first, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (type.contains("json") || type.contains("html") || type.startsWith("text/") || looksLikeText()) {
            throw new UnusableAudioException("text in place of sound: " + new String(first, java.nio.charset.StandardCharsets.UTF_8));
        }
        Optional<String> unread = UnreadFormat.name(first);
        if (unread.isPresent()) {
            throw new UnusableAudioException(unread.get() + ", which is not read here: choose wav, mp3 or opus as its response_format");
        }
        return switch (magic) {
            case "RIFF" -> new WavStreamDecoder();
            case "OggS" -> new OggOpusStreamDecoder(codec);
            default -> framedOrRaw(magic, type);
        };
    }

    private AudioStreamDecoder framedOrRaw(String magic, String type) throws UnusableAudioException {
        boolean saidRaw = raw || type.contains("pcm") || type.toLowerCase(Locale.ROOT).contains("l16");
        // raw samples rarely start with what looks like an MP3 frame
        if (magic.startsWith("ID3") || !saidRaw && (Mp3Header.parse(first, 0).isPresent() || type.contains("mpeg") || type.contains("mp3"))) {
            return new Mp3StreamDecoder();
        }
        if (!saidRaw) {
            throw new UnusableAudioException("sound of a format that is not known here: choose wav, mp3 or opus as its response_format, or pcm if these are raw samples");
        }
        return new PcmStreamDecoder(bareRate(type), number(CHANNELS, type).orElse(1));
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
            throw new UnusableAudioException("samples at " + rate + " Hz");
        }
        return rate;
    }

    private static Optional<Integer> number(Pattern pattern, String type) {
        Matcher matcher = pattern.matcher(type);
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}

package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Detects the audio format of a stream and decodes it to mono. Its first bytes decide, not a label, because many servers send another format than
/// they say; a tag (ID3v2) before them is skipped, and so are other bytes when a format that is known begins after them. What turns out to be noise at full
/// level ([NoiseGuard]) is refused. Holds the state of one stream; not safe for use from several threads at once.
public final class FormatDetectingDecoder implements AutoCloseable {
    private static final Pattern RATE = Pattern.compile("rate=\"?(\\d{4,6})");
    private static final Pattern CHANNELS = Pattern.compile("channels=\"?([12])\\b");

    /// Bytes that are enough to detect the format.
    private static final int FIRST_CHUNK_BYTES = 1_024;
    /// Bytes with some frames of MP3 or AAC.
    private static final int FRAMES_BYTES = 3_000;
    /// Of samples, some milliseconds, so that a sign after other bytes is seen.
    private static final int RAW_BYTES = 256;
    /// How far a known format is looked for after other bytes.
    private static final int SEARCHED = 16_384;
    /// So many bytes of text are text, not sound that looks like it.
    private static final int TEXT_BYTES = 64;
    private static final int MOST_TEXT = 1_000;
    private static final int TAG_HEAD = 10;
    private static final int TAG_FOOT = 0x10;
    private static final int TELEPHONE_RATE = 8_000;

    private final OpusCodec codec;
    private final int bareRate;
    private final boolean raw;
    private final NoiseGuard noise = new NoiseGuard();
    private byte[] first = new byte[0];
    /// Bytes of a tag that are still to come.
    private int tagLeft;
    private boolean tagged;
    private boolean garbage;
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
        skipTags();
        return enough(label(type)) ? begin(label(type)) : new short[0];
    }

    /// No more bytes come: returns the next of the samples that are left. Call it until there are none.
    ///
    /// @throws UnusableAudioException also when the bytes that came are not enough for any sound of their format
    public short[] end(String type) throws UnusableAudioException {
        if (stream.isEmpty() && (first.length >= 4 || tagged)) {
            short[] pcm = begin(label(type));
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

    /// Whether the stream, after its end, was cut or damaged as far as its format shows.
    public boolean incomplete() {
        return garbage || stream.isEmpty() || stream.get().incomplete();
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
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_DECODED, e.getClass().getSimpleName());
        }
    }

    private short[] begin(String type) throws UnusableAudioException {
        stream = Optional.of(detect(type));
        byte[] all = first;
        first = new byte[0];
        return heard(() -> stream.get().decode(all));
    }

    /// Skips the tags before the sound, which are not only put before MP3.
    private void skipTags() {
        while (true) {
            int skipped = Math.min(tagLeft, first.length);
            tagLeft -= skipped;
            first = skipped == 0 ? first : ByteArrays.from(first, skipped);
            if (first.length < TAG_HEAD || first[0] != 'I' || first[1] != 'D' || first[2] != '3') {
                return;
            }
            tagged = true;
            int size = (first[6] & 0x7f) << 21 | (first[7] & 0x7f) << 14 | (first[8] & 0x7f) << 7 | first[9] & 0x7f;
            tagLeft = TAG_HEAD + size + ((first[5] & TAG_FOOT) == 0 ? 0 : TAG_HEAD);
        }
    }

    /// Whether the first bytes tell the format, or will not with more of them.
    private boolean enough(String type) {
        if (first.length < AudioFormat.SIGN || tagLeft > 0) {
            return false;
        }
        if (AudioFormat.atFront(first).isPresent() || UnreadFormat.name(first).isPresent()) {
            return true;
        }
        if (TextDetector.isText(first)) {
            return first.length >= TEXT_BYTES;
        }
        boolean frame = Mp3Header.parse(first, 0).isPresent() || looksLikeAdts();
        if (saidRaw(type)) {
            // samples may begin as a frame does
            return first.length >= (frame ? FRAMES_BYTES : RAW_BYTES);
        }
        return frame || first.length >= SEARCHED;
    }

    private AudioStreamDecoder detect(String type) throws UnusableAudioException {
        Optional<AudioFormat> format = tagLeft > 0 || first.length < 4 ? Optional.empty() : AudioFormat.atFront(first).or(() -> AudioFormat.framed(first, 0));
        if (format.isEmpty() && tagged && first.length < AudioFormat.SIGN) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "ID3");
        }
        if (format.isEmpty()) {
            refuseUnread();
            format = search(saidRaw(type));
        }
        if (format.isEmpty() && TextDetector.isNamedBy(type)) {
            throw text();
        }
        if (format.isEmpty() && saidRaw(type)) {
            return raw(type);
        }
        return switch (format.or(() -> guess(type)).orElseThrow(this::unknown)) {
            case WAV -> new WavStreamDecoder();
            case OGG -> new OggOpusStreamDecoder(codec);
            case FLAC -> new FlacStreamDecoder();
            case MP4 -> new Mp4StreamDecoder();
            case MP3 -> new Mp3StreamDecoder();
            case AAC -> new AdtsStreamDecoder();
        };
    }

    private void refuseUnread() throws UnusableAudioException {
        Optional<String> unread = UnreadFormat.name(first);
        if (unread.isPresent()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, unread.get());
        }
        if (TextDetector.isText(first)) {
            throw text();
        }
    }

    private UnusableAudioException text() {
        return new UnusableAudioException(ProblemReason.AUDIO_IS_TEXT,
            ControlCharacters.toSpaces(new String(first, 0, Math.min(first.length, MOST_TEXT), StandardCharsets.UTF_8)));
    }

    private UnusableAudioException unknown() {
        return UnreadFormat.frames(first).map(name -> new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, name))
            .orElseGet(() -> new UnusableAudioException(ProblemReason.AUDIO_UNKNOWN));
    }

    /// Looks for a format that is known after bytes that are none.
    ///
    /// @param signs whether only those with a sign count
    private Optional<AudioFormat> search(boolean signs) {
        for (int at = 1; at + AudioFormat.SIGN < first.length; at++) {
            Optional<AudioFormat> found = AudioFormat.signed(first, at);
            if (found.isEmpty() && !signs) {
                found = AudioFormat.framed(first, at);
            }
            if (found.isPresent()) {
                garbage = true;
                first = ByteArrays.from(first, at);
                return found;
            }
        }
        return Optional.empty();
    }

    /// What the first header or the label says, where too few frames are there to know it.
    private Optional<AudioFormat> guess(String type) {
        if (Mp3Header.parse(first, 0).isPresent()) {
            return Optional.of(AudioFormat.MP3);
        }
        if (looksLikeAdts()) {
            return Optional.of(AudioFormat.AAC);
        }
        return UnreadFormat.frames(first).isEmpty() && (type.contains("mpeg") || type.contains("mp3")) ? Optional.of(AudioFormat.MP3) : Optional.empty();
    }

    private static String label(String type) {
        return LetterCase.lower(type);
    }

    private boolean saidRaw(String type) {
        return raw || type.contains("pcm") || type.contains("l16") || telephone(type).isPresent();
    }

    private AudioStreamDecoder raw(String type) throws UnusableAudioException {
        Optional<SampleCoding> coding = telephone(type);
        int rate = coding.isPresent() && number(RATE, type).isEmpty() ? TELEPHONE_RATE : bareRate(type);
        return new PcmStreamDecoder(rate, number(CHANNELS, type).orElse(1), coding.orElse(SampleCoding.PCM_16));
    }

    /// How samples of telephones are written, when the label says that they are.
    private static Optional<SampleCoding> telephone(String type) {
        if (type.contains("pcmu") || type.contains("mulaw") || type.contains("audio/basic")) {
            return Optional.of(SampleCoding.MU_LAW);
        }
        return type.contains("pcma") || type.contains("alaw") ? Optional.of(SampleCoding.A_LAW) : Optional.empty();
    }

    private boolean looksLikeAdts() {
        return first.length >= AdtsHeader.LEAST && (first[0] & 0xff) == 0xff && (first[1] & 0xf6) == 0xf0 && (first[2] >> 2 & 15) < 13;
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

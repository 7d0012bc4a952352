package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.data.ControlCharacters;
import earshot.problem.ProblemReason;

/// Detects the audio format of a file by its first bytes. A tag (ID3v2) before them is skipped, and so are other bytes when a format that is known begins
/// after them.
final class FormatDetector {
    private static final Pattern RATE = Pattern.compile("rate=\"?(\\d{4,6})");
    private static final Pattern CHANNELS = Pattern.compile("channels=\"?([12])\\b");

    /// Fewer bytes are no sound.
    private static final int LEAST = 4;
    /// Bytes with some frames of MP3 or AAC.
    private static final int FRAMES_BYTES = 3_000;
    /// Of samples, some milliseconds, so that a sign after other bytes is seen.
    private static final int RAW_BYTES = 256;
    /// How far a known format is looked for after other bytes.
    private static final int SEARCHED = 16_384;
    /// So many bytes of text are text, not sound that looks like it.
    private static final int TEXT_BYTES = 64;
    private static final int MOST_TEXT = 1_000;
    private static final int TELEPHONE_RATE = 8_000;

    private final OpusCodec codec;
    private final int bareRate;
    private final boolean raw;
    private byte[] first = new byte[0];
    /// Bytes of a tag that are still to come.
    private int tagLeft;
    private boolean tagged;
    private boolean garbage;

    /// What a file turned out to be.
    ///
    /// @param format empty for raw samples
    /// @param first its first bytes
    /// @param garbage whether there were other bytes before them
    record Detected(Optional<AudioFormat> format, AudioStreamDecoder decoder, byte[] first, boolean garbage) {}

    /// @param bareRate Hz of raw samples, unless the content type states it
    /// @param raw whether the settings say that the samples are raw
    FormatDetector(OpusCodec codec, int bareRate, boolean raw) {
        this.codec = codec;
        this.bareRate = bareRate;
        this.raw = raw;
    }

    /// Takes the next bytes, and finds the format when they are enough for it.
    ///
    /// @param type what the sender calls it, in small letters
    Optional<Detected> add(byte[] bytes, String type) throws UnusableAudioException {
        first = ByteArrays.join(first, bytes);
        skipTags();
        return enough(type) ? Optional.of(detect(type)) : Optional.empty();
    }

    /// No more bytes come: finds the format, unless there are too few to be sound.
    Optional<Detected> end(String type) throws UnusableAudioException {
        return first.length >= LEAST || tagged ? Optional.of(detect(type)) : Optional.empty();
    }

    /// Whether nothing came, or nothing but a whole tag.
    boolean isEmpty() {
        return first.length == 0 && tagLeft == 0;
    }

    /// Skips the tags before the sound, which are not only put before MP3.
    private void skipTags() {
        while (true) {
            int skipped = Math.min(tagLeft, first.length);
            tagLeft -= skipped;
            first = skipped == 0 ? first : ByteArrays.from(first, skipped);
            if (Id3Tag.at(first, 0) != Match.WHOLE) {
                return;
            }
            tagged = true;
            tagLeft = Id3Tag.length(first, 0);
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

    private Detected detect(String type) throws UnusableAudioException {
        Optional<AudioFormat> format = tagLeft > 0 || first.length < LEAST ? Optional.empty()
            : AudioFormat.atFront(first).or(() -> AudioFormat.framed(first, 0));
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
        format = format.isEmpty() && !saidRaw(type) ? Optional.of(guess(type).orElseThrow(this::unknown)) : format;
        return new Detected(format, format.isEmpty() ? raw(type) : decoder(format.get()), first, garbage);
    }

    private AudioStreamDecoder decoder(AudioFormat format) {
        return switch (format) {
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

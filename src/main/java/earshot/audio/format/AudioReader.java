package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.StreamResampler;
import earshot.problem.ProblemReason;

/// Reads sound of any format that is known here, from a file or a stream, as 16-bit mono samples of one rate: WAV, MP3, Opus in Ogg, FLAC, AAC alone and in
/// MP4 (M4A). What it is, its bytes say. It takes a piece at a time, so that hours need no more memory than seconds. For one thread; [#close] may be called
/// by any and cancels. Decoding computes: call [#next] in the compute pool, or on a virtual thread with pauses between.
public final class AudioReader implements AutoCloseable {
    private static final int READ_BYTES = 16_384;
    /// Of a piece, at least, except the last.
    private static final int PIECE_SECONDS = 1;

    private final InputStream in;
    private final FormatDetectingDecoder decoder;
    private final int rate;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<StreamResampler> resampler = Optional.empty();
    private byte[] chunk = new byte[0];
    private int at;
    private volatile long bytesRead;
    private boolean ended;
    /// Found in the middle of a piece, and told after it.
    private Optional<UnusableAudioException> fault = Optional.empty();

    private AudioReader(InputStream in, FormatDetectingDecoder decoder, int rate) {
        this.in = in;
        this.decoder = decoder;
        this.rate = rate;
    }

    /// Opens a stream, which [#close] closes.
    ///
    /// @param rate of the samples that are wanted, Hz
    public static AudioReader of(InputStream in, int rate, OpusCodec codec) {
        return new AudioReader(in, new FormatDetectingDecoder(codec, rate, false), rate);
    }

    /// Opens a file. Unlike a stream it may be an MP4 file of any size with its table at the end, as telephones record it.
    ///
    /// @param rate of the samples that are wanted, Hz
    /// @throws UnusableAudioException when an MP4 file has no sound that is read here
    public static AudioReader of(Path file, int rate, OpusCodec codec) throws IOException, UnusableAudioException {
        Optional<Mp4Track> track = Mp4File.track(file);
        if (track.isEmpty()) {
            return of(Files.newInputStream(file), rate, codec);
        }
        // first, since it may refuse the sound while nothing closes the file
        FormatDetectingDecoder decoder = new FormatDetectingDecoder(codec, new Mp4StreamDecoder(track.get()));
        return new AudioReader(Files.newInputStream(file), decoder, rate);
    }

    /// Reads the next piece, some second of sound; empty at the end.
    ///
    /// @throws UnusableAudioException with the name of the format and what is wrong; the pieces before are valid
    /// @throws IOException when reading fails
    /// @throws CancellationException after [#close]
    public Optional<PcmAudio> next() throws IOException, UnusableAudioException {
        List<short[]> pieces = new ArrayList<>();
        int length = 0;
        while (!ended && fault.isEmpty() && length < PIECE_SECONDS * rate) {
            if (closed.get()) {
                throw new CancellationException("reading was cancelled");
            }
            try {
                short[] pcm = nextSamples();
                length += pcm.length;
                pieces.add(pcm);
            } catch (UnusableAudioException e) {
                fault = Optional.of(e);
            }
        }
        if (length == 0 && fault.isPresent()) {
            throw fault.get();
        }
        return length == 0 ? Optional.empty() : Optional.of(new PcmAudio(Samples.joined(pieces), rate));
    }

    /// Bytes read so far, for progress: compare them with the size of the file. May be read by any thread.
    public long bytesRead() {
        return bytesRead;
    }

    /// Whether the sound, once it was read to its end, was cut or damaged as far as its format shows.
    public boolean incomplete() {
        return decoder.incomplete();
    }

    /// Cancels; the reader's thread frees the rest.
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try (in) {
                synchronized (decoder) {
                    decoder.close();
                }
            } catch (IOException _) {
                // nothing of it is needed any more
            }
        }
    }

    private short[] nextSamples() throws IOException, UnusableAudioException {
        if (at == chunk.length) {
            chunk = read();
            at = 0;
        }
        int length = Math.min(chunk.length - at, decoder.chunkBytes());
        byte[] bytes = Arrays.copyOfRange(chunk, at, at + length);
        at += length;
        short[] pcm = decoded(bytes);
        if (pcm.length > 0 && resampler.isEmpty()) {
            resampler = Optional.of(new StreamResampler(decoder.rate(), rate));
        }
        if (bytes.length > 0 || pcm.length > 0) {
            return resampler.isPresent() ? resampler.get().process(pcm) : pcm;
        }
        ended = true;
        return resampler.orElseThrow(() -> new UnusableAudioException(ProblemReason.AUDIO_NO_SOUND)).end();
    }

    private short[] decoded(byte[] bytes) throws UnusableAudioException {
        synchronized (decoder) {
            if (closed.get()) {
                throw new CancellationException("reading was cancelled");
            }
            return bytes.length > 0 ? decoder.read(bytes, "") : decoder.end("");
        }
    }

    private byte[] read() throws IOException {
        try {
            byte[] bytes = in.readNBytes(READ_BYTES);
            bytesRead += bytes.length;
            return bytes;
        } catch (IOException e) {
            if (closed.get()) {
                throw new CancellationException("reading was cancelled");
            }
            throw e;
        }
    }
}

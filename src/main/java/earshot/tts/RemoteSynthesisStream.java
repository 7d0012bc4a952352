package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.StreamResampler;
import earshot.audio.format.FormatDetectingDecoder;
import earshot.audio.format.UnusableAudioException;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.remote.RunningCalls;

/// A sentence that a provider synthesizes. The request is sent at once; the answer is read by the thread that pulls, so that a slow
/// reader slows the provider down.
final class RemoteSynthesisStream implements SynthesisStream {
    /// Of one sentence. A minute of samples at 48 kHz has 5.8 MB.
    private static final long MAX_BYTES = 64L << 20;

    private final SoundSource source;
    private final RunningCalls calls;
    private final FormatDetectingDecoder reader;
    private final LoudnessNormalizer loudness;
    private final int rate;
    private final long maxSamples;
    private final CompletableFuture<String> type = new CompletableFuture<>();
    private StreamResampler resampler;
    private byte[] chunk = new byte[0];
    private int at;
    private long bytesRead;
    private long samples;
    private boolean ended;
    private boolean finished;
    private boolean closed;

    /// @param longest sound; what goes on for longer is ended
    RemoteSynthesisStream(SoundSource source, RunningCalls calls, FormatDetectingDecoder reader, LoudnessNormalizer loudness, int rate, Duration longest) {
        this.source = source;
        this.calls = calls;
        this.reader = reader;
        this.loudness = loudness;
        this.rate = rate;
        maxSamples = longest.toMillis() * rate / 1000;
    }

    void start() {
        if (!calls.tryStart(this)) {
            type.completeExceptionally(calls.busyProblem());
            return;
        }
        type.completeAsync(source::open, Thread.ofVirtual().name("speak-" + source.errors().provider().alias())::start);
    }

    @Override
    public Optional<PcmAudio> next() {
        if (finished) {
            return Optional.empty();
        }
        try {
            String kind = contentType();
            while (true) {
                if (samples > maxSamples || bytesRead > MAX_BYTES) {
                    throw samples > maxSamples ? source.errors().endless(ProblemReason.AUDIO_TOO_LONG, maxSamples / rate)
                        : source.errors().endless(ProblemReason.BOUND_BYTES, MAX_BYTES);
                }
                Optional<byte[]> bytes = nextChunk();
                short[] rest = decoded(bytes, kind);
                boolean last = bytes.isEmpty() && rest.length == 0;
                short[] pcm = last ? remainder() : output(rest);
                if (last) {
                    finish();
                }
                samples += pcm.length;
                if (pcm.length > 0) {
                    return Optional.of(new PcmAudio(pcm, rate));
                }
                if (last) {
                    return Optional.empty();
                }
            }
        } catch (UnusableAudioException e) {
            finish();
            throw source.errors().malformed(e.reason(), e.details());
        } catch (RuntimeException e) {
            finish();
            throw e;
        }
    }

    @Override
    public boolean complete() {
        return !reader.incomplete();
    }

    /// The next bytes of the answer, few enough to be decoded quickly; empty at its end, and as often as asked after that.
    private Optional<byte[]> nextChunk() {
        if (ended) {
            return Optional.empty();
        }
        if (at == chunk.length) {
            Optional<byte[]> next = source.read();
            if (next.isEmpty()) {
                ended = true;
                return next;
            }
            chunk = next.get();
            bytesRead += chunk.length;
            at = 0;
        }
        int until = (int) Math.min(chunk.length, (long) at + reader.chunkBytes());
        byte[] bytes = Arrays.copyOfRange(chunk, at, until);
        at = until;
        return Optional.of(bytes);
    }

    @Override
    public void close() {
        source.close();
        type.cancel(false);
        calls.end(this);
        // not while another thread decodes
        synchronized (reader) {
            closed = true;
            reader.close();
        }
    }

    /// @param bytes empty at the end of the answer
    private short[] decoded(Optional<byte[]> bytes, String kind) throws UnusableAudioException {
        synchronized (reader) {
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            return bytes.isPresent() ? reader.read(bytes.get(), kind) : reader.end(kind);
        }
    }

    private String contentType() {
        try {
            return Failures.join(type);
        } catch (CancellationException _) {
            throw new CancellationException("the sentence was cut");
        }
    }

    private short[] output(short[] pcm) {
        if (pcm.length == 0) {
            return pcm;
        }
        if (resampler == null) {
            resampler = new StreamResampler(reader.rate(), rate);
        }
        return resampler.process(loudness.normalize(pcm));
    }

    private short[] remainder() {
        if (resampler == null) {
            throw source.errors().emptyAnswer("");
        }
        return resampler.end();
    }

    private void finish() {
        finished = true;
        close();
    }
}

package earshot.tts;

import earshot.audio.Speech;
import earshot.audio.StreamResampler;
import earshot.problem.Failures;
import earshot.provider.Call;
import earshot.provider.Calls;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// A sentence that a provider synthesises. The request is sent at once; the answer is read by the thread that pulls, so that a slow
/// reader slows the provider down.
final class RemoteSentence implements SpokenStream {
    private final Call call;
    private final Calls calls;
    private final SoundReader reader;
    private final Loudness loudness;
    private final int rate;
    private final CompletableFuture<String> type = new CompletableFuture<>();
    private StreamResampler resampler;
    private byte[] chunk = new byte[0];
    private int at;
    private boolean over;
    private boolean closed;

    RemoteSentence(Call call, Calls calls, SoundReader reader, Loudness loudness, int rate) {
        this.call = call;
        this.calls = calls;
        this.reader = reader;
        this.loudness = loudness;
        this.rate = rate;
    }

    void start(HttpRequest request) {
        if (!calls.begun(this)) {
            type.completeExceptionally(calls.busy());
            return;
        }
        Thread.ofVirtual().name("speak-" + call.faults().provider().alias()).start(() -> {
            try {
                type.complete(call.send(request).firstValue("content-type").orElse(""));
            } catch (Throwable e) {
                type.completeExceptionally(e);
            }
        });
    }

    @Override
    public Optional<Speech> next() {
        if (over) {
            return Optional.empty();
        }
        try {
            String kind = kind();
            while (true) {
                Optional<byte[]> bytes = bite();
                short[] pcm = bytes.isPresent() ? told(decoded(bytes.get(), kind)) : last();
                if (bytes.isEmpty()) {
                    ended();
                }
                if (pcm.length > 0) {
                    return Optional.of(new Speech(pcm, rate));
                }
                if (bytes.isEmpty()) {
                    return Optional.empty();
                }
            }
        } catch (UnusableSound e) {
            ended();
            throw call.faults().malformed(e.getMessage());
        } catch (RuntimeException e) {
            ended();
            throw e;
        }
    }

    /// The next bytes of the answer, few enough to be decoded quickly; empty at its end.
    private Optional<byte[]> bite() {
        if (at == chunk.length) {
            Optional<byte[]> next = call.read();
            if (next.isEmpty()) {
                return next;
            }
            chunk = next.get();
            at = 0;
        }
        int until = (int) Math.min(chunk.length, (long) at + reader.bite());
        byte[] bytes = java.util.Arrays.copyOfRange(chunk, at, until);
        at = until;
        return Optional.of(bytes);
    }

    @Override
    public void close() {
        call.close();
        type.cancel(false);
        calls.ended(this);
        // not while another thread decodes
        synchronized (reader) {
            closed = true;
            reader.close();
        }
    }

    private short[] decoded(byte[] bytes, String kind) throws UnusableSound {
        synchronized (reader) {
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            try {
                return reader.read(bytes, kind);
            } catch (RuntimeException e) {
                // a decoder that fails on invalid data
                throw new UnusableSound("sound that cannot be decoded: " + e);
            }
        }
    }

    private String kind() {
        try {
            return Failures.join(type);
        } catch (CancellationException e) {
            throw new CancellationException("the sentence was cut");
        }
    }

    private short[] told(short[] pcm) {
        if (pcm.length == 0) {
            return pcm;
        }
        if (resampler == null) {
            resampler = new StreamResampler(reader.rate(), rate);
        }
        return resampler.process(loudness.even(pcm));
    }

    private short[] last() {
        if (resampler == null) {
            throw call.faults().empty();
        }
        return resampler.end();
    }

    private void ended() {
        over = true;
        close();
    }
}

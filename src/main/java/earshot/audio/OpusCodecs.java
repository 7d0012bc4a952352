package earshot.audio;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The available Opus codecs. libopus is faster where it is installed; concentus is always available.
///
/// Call one of these before the server starts: a library that cannot be linked must fail here, not inside a callback of the
/// WebSocket library, where a `LinkageError` stops the whole server.
public final class OpusCodecs {
    private static final Logger LOG = LoggerFactory.getLogger(OpusCodecs.class);
    private static final OpusCodec CONCENTUS = new ConcentusCodec();
    private static final Optional<OpusCodec> LIBOPUS = loaded();

    private OpusCodecs() {}

    /// libopus when it is installed, else concentus.
    public static OpusCodec best() {
        return LIBOPUS.orElse(CONCENTUS);
    }

    /// The codec written in Java.
    public static OpusCodec concentus() {
        return CONCENTUS;
    }

    /// The codec written in C; empty where it is not installed.
    public static Optional<OpusCodec> libopus() {
        return LIBOPUS;
    }

    static void checkRate(int rate) {
        if (rate != 8000 && rate != 12000 && rate != 16000 && rate != 24000 && rate != 48000) {
            throw new IllegalArgumentException("Opus knows 8000, 12000, 16000, 24000 and 48000 Hz, not " + rate);
        }
    }

    static void checkFrame(int rate, int frameSamples) {
        checkRate(rate);
        long micros = frameSamples * 1_000_000L / rate;
        boolean whole = micros * rate == frameSamples * 1_000_000L;
        if (!whole || micros != 2_500 && micros != 5_000 && micros != 10_000 && micros != 20_000 && micros != 40_000 && micros != 60_000) {
            throw new IllegalArgumentException("Opus encodes frames of 2.5, 5, 10, 20, 40 and 60 ms, not " + frameSamples + " samples at " + rate + " Hz");
        }
    }

    /// Concealment made by `conceal` from a number of samples: in steps of 2.5 ms, the last of which is truncated, and at most 120 ms at once.
    static short[] conceal(int samples, int rate, IntFunction<short[]> conceal) {
        short[] all = new short[samples];
        int step = rate / 400;
        for (int at = 0; at < samples;) {
            short[] piece = conceal.apply(Math.min((samples - at + step - 1) / step * step, rate * 3 / 25));
            int used = Math.min(piece.length, samples - at);
            System.arraycopy(piece, 0, all, at, used);
            at += used;
        }
        return all;
    }

    private static Optional<OpusCodec> loaded() {
        try {
            return LibOpusCodec.find().map(library -> library);
        } catch (Throwable e) { // also Errors: native access denied, a library without the functions, a wrong architecture
            FatalErrors.report(e);
            LOG.info("libopus is not usable, concentus takes its place: {}", e.toString());
            return Optional.empty();
        }
    }
}

package earshot.asr;

import earshot.audio.Speech;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.provider.Calls;
import earshot.provider.Faults;
import earshot.provider.Web;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Recognises with a FunASR server over WebSocket: audio is sent while the person speaks, so that the text is there soon after the end.
/// Each utterance has its own WebSocket, because the protocol cannot tell the answers of two utterances apart.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class FunAsrRecognizer implements Recognizer {
    private static final int AT_ONCE = 4;
    private static final double LIMIT_SECONDS = 10;

    private final Settings.Provider provider;
    private final Web web;
    private final Calls calls;

    /// @param provider reads `host` (required; a name, or a whole `ws://` address), `port`, `is_ssl`, `api_key`, `mode`, `hotwords`, `itn`
    ///     and `timeout` (s)
    public FunAsrRecognizer(Settings.Provider provider, Web web) {
        this.provider = provider;
        this.web = web;
        calls = new Calls("recognise-" + provider.alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
        Hearing hearing = open(speech.rate(), expected, speech.duration(), _ -> {});
        hearing.accept(speech.pcm());
        CompletableFuture<Transcript> answer = hearing.finish();
        answer.whenComplete((_, _) -> hearing.close());
        return answer;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public Hearing open(int rate, List<String> expected, Consumer<String> soFar) {
        return open(rate, expected, Duration.ZERO, soFar);
    }

    private Hearing open(int rate, List<String> expected, Duration atOnce, Consumer<String> soFar) {
        try {
            URI address = address();
            Faults faults = new Faults(provider, address.toString());
            FunAsrHearing hearing = new FunAsrHearing(web, faults, address, rate, limit(), atOnce, soFar);
            hearing.answer().whenComplete((_, _) -> calls.ended(hearing));
            if (!calls.begun(hearing)) {
                return new Unheard(calls.busy());
            }
            hearing.start(expected);
            return hearing;
        } catch (ProblemException e) {
            return new Unheard(e);
        }
    }

    @Override
    public String name() {
        return provider.alias() + " (FunASR)";
    }

    @Override
    public void close() {
        calls.close();
    }

    private Duration limit() {
        return Duration.ofMillis((long) (1000 * provider.number("timeout", LIMIT_SECONDS)));
    }

    private URI address() {
        String host = provider.text("host").orElseThrow(() -> incomplete("host"));
        boolean safe = provider.flag("is_ssl", false);
        int port = (int) provider.number("port", 10_095);
        try {
            URI address = new URI(host.toLowerCase(Locale.ROOT).matches("wss?://.*") ? host : (safe ? "wss" : "ws") + "://" + host + ":" + port);
            if (address.getHost() != null) {
                return address;
            }
        } catch (java.net.URISyntaxException e) {
            // reported below
        }
        throw incomplete("host");
    }

    private ProblemException incomplete(String key) {
        return new ProblemException(Problem.of(Code.SERVICE_INCOMPLETE, provider.subject(key), provider.alias(), key));
    }

    /// The stream of an utterance that failed before it started.
    private record Unheard(ProblemException why) implements Hearing {
        @Override
        public void accept(short[] pcm) {}

        @Override
        public CompletableFuture<Transcript> finish() {
            return CompletableFuture.failedFuture(why);
        }

        @Override
        public void close() {}
    }
}

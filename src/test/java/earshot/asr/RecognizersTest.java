package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.Speech;
import earshot.config.ProviderKind;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.ProviderDouble;
import earshot.provider.ProviderDouble.Does;
import earshot.provider.Web;
import earshot.time.SystemTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecognizersTest {
    private static final Settings.Provider EMBEDDED = new Settings.Provider(ProviderKind.ASR, "sphinx4", "sphinx4", JsonNodeFactory.instance.objectNode());
    private static final Speech SECOND = new Speech(new short[16_000], 16_000);

    private final Web web = new Web(new SystemTime());
    private final ProviderDouble server = new ProviderDouble();
    private final Open problems = new Open();
    private final Lengths embedded = new Lengths();
    private final Recognizers recognizers = new Recognizers(embedded, web, problems);

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    @Test
    @DisplayName("row 11: a local recogniser is one object for all devices, whose sound never mixes")
    void aLocalRecogniserIsSharedAndHoldsNobodysSound() {
        try (Chosen<Recognizer> one = recognizers.open(() -> EMBEDDED); Chosen<Recognizer> other = recognizers.open(() -> EMBEDDED)) {
            assertThat(one.get()).isSameAs(other.get()).isSameAs(embedded);
            Hearing first = one.get().open(16_000, List.of(), _ -> {});
            Hearing second = other.get().open(16_000, List.of(), _ -> {});
            first.accept(new short[100]);
            second.accept(new short[7]);
            first.accept(new short[100]);
            second.close();
            assertThat(first.finish().join().text()).isEqualTo("200 samples");
        }
        assertThat(embedded.closed).as("a connection does not close what all share").isFalse();
    }

    @Test
    @DisplayName("row 11: a remote recogniser is one for each device, and closing one leaves the other's recognition alive")
    void aRemoteRecogniserIsTheConnectionsOwn() {
        server.does(new Does.Hangs("", new byte[0]));
        Settings.Provider provider = server.provider(ProviderKind.ASR);
        Chosen<Recognizer> one = recognizers.open(() -> provider);
        Chosen<Recognizer> other = recognizers.open(() -> provider);
        assertThat(one.get()).isNotSameAs(other.get()).isSameAs(one.get());
        CompletableFuture<Transcript> first = one.get().recognize(SECOND, List.of());
        CompletableFuture<Transcript> second = other.get().recognize(SECOND, List.of());
        await().until(() -> server.asked.size() == 2);
        one.close();
        await().until(first::isCancelled);
        assertThat(second).isNotDone();
        server.does(Does.json(200, "{\"text\":\"still here\"}"));
        assertThat(other.get().recognize(SECOND, List.of()).join().text()).isEqualTo("still here");
        second.cancel(false);
        other.close();
    }

    @Test
    void theEmbeddedOneStandsInForAnUtteranceAndThatIsSaidOnceUntilTheProviderWorksAgain() {
        server.does(Does.json(401, "{}"));
        Settings.Provider provider = server.provider(ProviderKind.ASR);
        try (Chosen<Recognizer> one = recognizers.open(() -> provider); Chosen<Recognizer> other = recognizers.open(() -> provider)) {
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("16000 samples");
            Hearing hearing = other.get().open(16_000, List.of(), _ -> {});
            hearing.accept(new short[30]);
            hearing.accept(new short[12]);
            assertThat(hearing.finish().join().text()).isEqualTo("42 samples");
            assertThat(problems.open).containsExactlyInAnyOrder(Code.SERVICE_KEY_REFUSED, Code.SERVICE_REPLACED);
            assertThat(problems.raised.stream().filter(problem -> problem.code() == Code.SERVICE_REPLACED)).singleElement()
                .satisfies(problem -> assertThat(problem.args()).containsExactly("cloud", "counts"));
            server.does(Does.json(200, "{\"text\":\"well again\"}"));
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("well again");
            assertThat(problems.open).isEmpty();
        }
    }

    @Test
    void nothingStandsInWhereTheSettingsDoNotWantIt() {
        server.does(Does.json(401, "{}"));
        Settings.Provider provider = server.provider(ProviderKind.ASR, "stand_in", "false");
        try (Chosen<Recognizer> one = recognizers.open(() -> provider)) {
            CompletableFuture<Transcript> answer = one.get().recognize(SECOND, List.of());
            org.assertj.core.api.Assertions.assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).hasMessageContaining("refuses the key");
        }
    }

    @Test
    void aChangeOfTheSettingsHoldsForTheNextUtterance() {
        server.does(Does.json(200, "{\"text\":\"from the cloud\"}"));
        AtomicReference<Settings.Provider> setting = new AtomicReference<>(EMBEDDED);
        try (Chosen<Recognizer> one = recognizers.open(setting::get)) {
            assertThat(one.get()).isSameAs(embedded);
            setting.set(server.provider(ProviderKind.ASR));
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("from the cloud");
            setting.set(EMBEDDED);
            assertThat(one.get()).isSameAs(embedded);
        }
    }

    /// Answers with the number of samples that it was given.
    private static final class Lengths implements Recognizer {
        private boolean closed;

        @Override
        public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
            return CompletableFuture.completedFuture(new Transcript(speech.pcm().length + " samples", 1));
        }

        @Override
        public String name() {
            return "counts";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Open implements Problems {
        private final List<Problem> raised = new CopyOnWriteArrayList<>();
        private final List<Code> open = new CopyOnWriteArrayList<>();

        @Override
        public synchronized void raise(Problem problem) {
            raised.add(problem);
            if (!open.contains(problem.code())) {
                open.add(problem.code());
            }
        }

        @Override
        public void resolve(Code code, Subject subject) {
            open.remove(code);
        }
    }
}

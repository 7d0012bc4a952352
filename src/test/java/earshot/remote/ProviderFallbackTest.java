package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider that fails, the embedded one that takes over, and what is told of it")
class ProviderFallbackTest {
    private static final ProblemException CUT = new ProblemException(
        Problem.of(ProblemCode.PROVIDER_CUT, new ProblemSubject.Setting("ASR.cloud.base_url"), "cloud", "reset"));

    private final List<String> told = new ArrayList<>();
    private final List<StandIn> standIns = new ArrayList<>();
    private final ProviderHealthRegistry registry = new ProviderHealthRegistry(new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            told.add("raised " + problem.code());
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            told.add("resolved " + code);
        }
    });
    private final ProviderSettings cloud = ProviderSettings.of(ProviderKind.ASR, "cloud", JsonNodeFactory.instance.objectNode().put("type", "openai"));
    private final ProviderFallback<String> fallback = new ProviderFallback<>(cloud, Optional.of("embedded"), name -> name, registry.of("cloud"));

    @Test
    void anAnswerInTimeIsTakenAndNothingIsTold() {
        assertThat(fallback.withFallback(CompletableFuture.completedFuture("heard"), _ -> CompletableFuture.completedFuture("never"), standIns::add))
            .isCompletedWithValue("heard");
        assertThat(told).isEmpty();
    }

    @Test
    void theFailureIsToldEachTimeTheFallbackOnceAndBothAreOverWhenItWorksAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(fallback.withFallback(CompletableFuture.failedFuture(CUT), name -> CompletableFuture.completedFuture("by " + name), standIns::add))
                .isCompletedWithValue("by embedded");
        }
        assertThat(told).containsExactly("raised PROVIDER_CUT", "raised PROVIDER_FALLBACK", "raised PROVIDER_CUT", "raised PROVIDER_CUT");
        assertThat(standIns).hasSize(3).containsOnly(new StandIn("embedded", CUT.problem().asArgument()));
        told.clear();
        fallback.withFallback(CompletableFuture.completedFuture("heard"), _ -> CompletableFuture.completedFuture("never"), standIns::add);
        assertThat(told).containsExactlyInAnyOrder("resolved PROVIDER_CUT", "resolved PROVIDER_FALLBACK");
        told.clear();
        fallback.succeeded();
        assertThat(told).as("nothing is open any more").isEmpty();
    }

    @Test
    void withoutAFallbackTheCallerTellsTheFailureAndItIsResolvedAllTheSame() {
        ProviderFallback<String> none = new ProviderFallback<>(cloud, Optional.empty(), name -> name, registry.of("cloud"));
        CompletableFuture<String> answer = none.withFallback(CompletableFuture.failedFuture(CUT),
            _ -> CompletableFuture.completedFuture("never"), standIns::add);
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.exceptionNow()).isSameAs(CUT);
        assertThat(told).isEmpty();
        none.succeeded();
        assertThat(told).containsExactly("resolved PROVIDER_CUT");
    }

    @Test
    void aBugIsNotHiddenByTheFallback() {
        IllegalStateException bug = new IllegalStateException("bug");
        CompletableFuture<String> answer = fallback.withFallback(CompletableFuture.failedFuture(new CompletionException(bug)),
            _ -> CompletableFuture.completedFuture("never"), standIns::add);
        assertThat(answer.exceptionNow()).isSameAs(bug);
        assertThat(told).isEmpty();
    }

    @Test
    void aFallbackThatFailsTooIsTheFailure() {
        CompletableFuture<String> answer = fallback.withFallback(CompletableFuture.failedFuture(CUT),
            _ -> CompletableFuture.failedFuture(new IllegalStateException("no model")), standIns::add);
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.exceptionNow()).hasMessage("no model");
    }

    @Test
    void cancellingCancelsWhicheverRuns() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        fallback.withFallback(first, _ -> second, standIns::add).cancel(false);
        assertThat(first).isCancelled();
        assertThat(second).isNotDone();
        CompletableFuture<String> again = fallback.withFallback(CompletableFuture.failedFuture(CUT), _ -> second, standIns::add);
        again.cancel(false);
        assertThat(second).isCancelled();
    }

    @Test
    void aFailureAfterTheEndAsksNobody() {
        CompletableFuture<String> first = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                return false;
            }
        };
        fallback.withFallback(first, _ -> {
            throw new AssertionError("nobody waits for it");
        }, standIns::add).cancel(false);
        first.completeExceptionally(CUT);
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("the problems of a provider whose settings were corrected are over")
    void itsSettingsAreOthers() {
        registry.choose(cloud);
        fallback.onFailure(CUT);
        told.clear();
        registry.choose(ProviderSettings.of(ProviderKind.ASR, cloud.alias(), cloud.section().deepCopy()));
        assertThat(told).as("the same settings").isEmpty();
        registry.choose(ProviderSettings.of(ProviderKind.ASR, cloud.alias(), cloud.section().deepCopy().put("api_key", "another one")));
        assertThat(told).hasSize(2).allMatch(line -> line.startsWith("resolved"));
    }

    @Test
    @DisplayName("the problems of a provider that is not chosen any more are over, those of the chosen one are not")
    void anotherProviderIsChosen() {
        fallback.onFailure(CUT);
        told.clear();
        registry.choose(cloud);
        assertThat(told).isEmpty();
        registry.choose(ProviderSettings.of(ProviderKind.ASR, "other", JsonNodeFactory.instance.objectNode()));
        assertThat(told).hasSize(2).allMatch(line -> line.startsWith("resolved"));
        assertThat(registry.of("cloud")).isSameAs(registry.of("cloud")).isNotSameAs(registry.of("other"));
    }
}

package earshot.remote;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// The fallback for a provider that fails: the failure is reported, and the embedded recognizer or voice does the work where the settings
/// allow it. Safe for use from any thread.
public final class ProviderFallback<P> {
    private final ProviderSettings provider;
    private final Optional<P> embedded;
    private final Function<P, String> name;
    private final ProviderHealth providerHealth;

    /// @param embedded the fallback; empty where the settings do not allow one
    /// @param name gives the fallback's name for the console
    public ProviderFallback(ProviderSettings provider, Optional<P> embedded, Function<P, String> name, ProviderHealth providerHealth) {
        this.provider = provider;
        this.embedded = embedded;
        this.name = name;
        this.providerHealth = providerHealth;
    }

    /// Whether the settings allow one.
    public boolean available() {
        return embedded.isPresent();
    }

    /// The provider works again: what was reported of it is over.
    public void succeeded() {
        providerHealth.recovered();
    }

    /// The provider failed. Returns the fallback and reports the failure; without a fallback the caller reports it.
    public Optional<P> onFailure(ProblemException failure) {
        if (embedded.isEmpty()) {
            providerHealth.noteFailure(failure.problem());
            return Optional.empty();
        }
        providerHealth.reportFailure(failure.problem());
        providerHealth.reportFallback(Problem.of(ProblemCode.PROVIDER_FALLBACK, provider.subject("stand_in"), provider.alias(), name.apply(embedded.get())));
        return embedded;
    }

    /// Who takes over from the provider that failed so.
    public StandIn standIn(P fallback, ProblemException failure) {
        return new StandIn(name.apply(fallback), failure.problem().asArgument());
    }

    /// The result of `first`, or of the fallback when that fails. Cancelling the returned future cancels whichever is running, which a
    /// dependent future does not do by itself.
    ///
    /// @param onStandIn told before the fallback begins; called on any thread, and must return at once
    public <T> CompletableFuture<T> withFallback(CompletableFuture<T> first, Function<P, CompletableFuture<T>> again, Consumer<StandIn> onStandIn) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        answer.whenComplete((_, _) -> first.cancel(false));
        first.whenComplete((value, failure) -> {
            Throwable cause = Failures.cause(failure);
            switch (cause) {
                case null -> {
                    succeeded();
                    answer.complete(value);
                }
                case ProblemException known when !answer.isDone() -> onFailure(known).ifPresentOrElse(other -> {
                    onStandIn.accept(standIn(other, known));
                    forward(answer, again.apply(other));
                }, () -> answer.completeExceptionally(known));
                default -> answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    private static <T> void forward(CompletableFuture<T> answer, CompletableFuture<T> second) {
        answer.whenComplete((_, _) -> second.cancel(false));
        second.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }
}

package earshot.problem;

import module java.base;

/// What caused a failure, as it comes out of a future, and how it is described.
public final class Failures {
    /// What the operating system says.
    private static final String NO_SPACE = "No space left on device";

    private Failures() {}

    /// What a future failed with, without what futures wrap around it.
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }

    /// What to throw for it: its cause where that is unchecked, else the failure itself.
    public static RuntimeException unchecked(CompletionException failure) {
        return cause(failure) instanceof RuntimeException known ? known : failure;
    }

    /// Waits for a future. For virtual threads only.
    ///
    /// @throws RuntimeException what it failed with, as [#unchecked] gives it
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw unchecked(e);
        }
    }

    /// The problem that the failure carries, or else one that has the failure as its argument.
    public static Problem problem(Throwable failure, ProblemCode otherwise) {
        Throwable cause = cause(failure);
        FatalErrors.report(cause);
        return cause instanceof ProblemException known ? known.problem() : Problem.of(otherwise, known(cause).orElseGet(cause::toString));
    }

    /// Why something failed, as the argument of a problem or an event: in the language of the reader where it is known, else what the failure says.
    public static String argument(Throwable failure) {
        Throwable cause = cause(failure);
        FatalErrors.report(cause);
        return known(cause).orElseGet(() -> Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
    }

    private static Optional<String> known(Throwable cause) {
        return Optional.ofNullable(switch (cause) {
            case ProblemException known -> known.problem().asArgument();
            case ReasonedFailure known -> known.argument();
            case UncheckedIOException wrapped -> argument(wrapped.getCause());
            case NoSuchFileException absent -> ProblemReason.ABSENT.with(absent.getFile());
            case AccessDeniedException denied -> ProblemReason.ACCESS_DENIED.with(denied.getFile());
            case FileSystemException full when NO_SPACE.equals(full.getReason()) -> ProblemReason.DISK_FULL.with(full.getFile());
            case UnknownHostException unknown -> ProblemReason.HOST_UNKNOWN.with(unknown.getMessage());
            case ConnectException _ -> ProblemReason.CONNECTION_REFUSED.toString();
            case SocketTimeoutException _ -> ProblemReason.NO_ANSWER.toString();
            case SocketException _, EOFException _ -> ProblemReason.CONNECTION_LOST.toString();
            case IOException full when NO_SPACE.equals(full.getMessage()) -> ProblemReason.DISK_FULL.toString();
            default -> null;
        });
    }

    /// Why something failed, for a log: a problem in English words, or what the failure says.
    public static String reason(Throwable failure) {
        FatalErrors.report(failure);
        return switch (cause(failure)) {
            case ProblemException known -> known.problem().what(Locale.ENGLISH) + " " + known.problem().why(Locale.ENGLISH);
            case UncheckedIOException wrapped -> reason(wrapped.getCause());
            case Throwable other -> Optional.ofNullable(other.getMessage()).orElseGet(other::toString);
        };
    }
}

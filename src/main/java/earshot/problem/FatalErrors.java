package earshot.problem;

import java.lang.Thread.UncaughtExceptionHandler;

/// Errors after which this process cannot be trusted: the virtual machine has no memory left or is broken, or a thread that everything needs
/// has ended. Who ends the process then is the default handler of uncaught exceptions; here nothing is allocated.
public final class FatalErrors {
    private static final int DEEPEST = 20;
    private static final String ABSURD_ARRAY = "Requested array size exceeds VM limit";

    private FatalErrors() {}

    /// Whether the error, or a cause of it, is of that kind. A stack that overflows is not: it is unwound, and only its own work is lost; nor is an
    /// array of a length that no memory could hold.
    public static boolean isFatal(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (next instanceof SharedThreadError
                || next instanceof VirtualMachineError && !(next instanceof StackOverflowError) && !ABSURD_ARRAY.equals(next.getMessage())) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    /// Passes a fatal error on, and does nothing for others. Belongs into every `catch` of everything, which would otherwise hide it.
    public static void report(Throwable failure) {
        if (isFatal(failure)) {
            passOn(failure);
        }
    }

    /// The handler of a thread that everything needs: whatever ends the thread is fatal.
    public static UncaughtExceptionHandler ofSharedThread() {
        return (thread, failure) -> passOn(isFatal(failure) ? failure : new SharedThreadError(thread.getName(), failure));
    }

    private static void passOn(Throwable failure) {
        UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler != null) {
            handler.uncaughtException(Thread.currentThread(), failure);
        }
    }
}

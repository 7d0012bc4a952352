package earshot.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import module java.base;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes this process independent of the terminal and the session that it was started from, by functions of the C library. On Windows
/// there is nothing to do: a process without a console belongs to none.
final class OwnSession {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);
    private static final int WRITE_ONLY = 1;

    private OwnSession() {}

    /// Makes this process the leader of a new session without a terminal.
    static void begin() {
        if (windows()) {
            return;
        }
        try {
            // fails with -1 for the leader of a group, which has nothing to leave
            int _ = (int) function("setsid", FunctionDescriptor.of(JAVA_INT)).invokeExact();
        } catch (Throwable e) {
            LOG.warn("the session could not be left: {}", e.toString());
        }
    }

    /// Connects standard output and error with the null device.
    static void silence() {
        if (windows()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int nowhere = (int) function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2))
                .invokeExact(arena.allocateFrom("/dev/null"), WRITE_ONLY);
            MethodHandle duplicate = function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
            int _ = (int) duplicate.invokeExact(nowhere, 1);
            int _ = (int) duplicate.invokeExact(nowhere, 2);
            int _ = (int) function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(nowhere);
        } catch (Throwable e) {
            LOG.warn("the output could not be closed: {}", e.toString());
        }
    }

    static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static MethodHandle function(String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
    }
}

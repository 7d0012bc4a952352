package earshot.ui;

import module java.base;

import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the program in order when the X server is gone, as at a log-off. Without that the library ends the process at once, and what is not stored
/// yet is lost.
///
/// Source: XSetIOErrorHandler(3): the handler must not return, or the library exits. The process ends by `_exit`, because the library's own clean-up
/// would wait for the thread that the handler keeps.
public final class DisplayLoss {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayLoss.class);
    /// As long as a signal has, and some more.
    private static final Duration LIMIT = Duration.ofSeconds(16);

    private final EngineModel model;
    private final Time time;
    private final MethodHandle exit;

    private DisplayLoss(EngineModel model, Time time, MethodHandle exit) {
        this.model = model;
        this.time = time;
        this.exit = exit;
    }

    /// Call it once the window is open. Does nothing where there is no X server.
    ///
    /// @param model says when everything is stopped
    public static void install(EngineModel model, Time time) {
        if (!System.getProperty("os.name").startsWith("Linux") || ConsoleWindow.headless()) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            DisplayLoss loss = new DisplayLoss(model, time,
                linker.downcallHandle(linker.defaultLookup().find("_exit").orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)));
            MethodHandle handler = MethodHandles.lookup().findVirtual(DisplayLoss.class, "lost", MethodType.methodType(int.class, MemorySegment.class))
                .bindTo(loss);
            MemorySegment stub = linker.upcallStub(handler, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS), Arena.global());
            MemorySegment setter = SymbolLookup.libraryLookup("libX11.so.6", Arena.global()).find("XSetIOErrorHandler").orElseThrow();
            MemorySegment before = (MemorySegment) linker.downcallHandle(setter, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)).invoke(stub);
            LOG.debug("the loss of the display is noticed, before by {}", before);
        } catch (Throwable e) {
            // a log-off is then as any program has it
            LOG.debug("the loss of the display is not noticed", e);
        }
    }

    /// On the thread of the toolkit, which never runs again.
    private int lost(MemorySegment display) {
        LOG.info("the display is gone");
        try {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("display-loss").unstarted(this::endWhenStopped));
        } catch (IllegalStateException _) {
            endWhenStopped();
        }
        Runtime.getRuntime().exit(0);
        return 0;
    }

    private void endWhenStopped() {
        time.await(model.state().when(state -> state.phase() == EngineState.Phase.STOPPED), LIMIT);
        try {
            exit.invoke(0);
        } catch (Throwable e) {
            LOG.error("the process could not be ended", e);
        }
    }
}

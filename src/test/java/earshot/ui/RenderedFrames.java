package earshot.ui;

import module java.base;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Waits for rendered frames and runs code on the FX thread.
public final class RenderedFrames {
    private RenderedFrames() {}

    /// Returns after `count` rendered frames.
    public static void await(int count) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int left = count;

            @Override
            public void handle(long now) {
                if (left-- <= 0) {
                    stop();
                    done.complete(null);
                }
            }
        }.start());
        done.join();
    }

    public static <T> T onFx(Callable<T> look) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(look.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    public static void runAndAwait(Runnable action) {
        onFx(() -> {
            action.run();
            return null;
        });
        await(3);
    }
}

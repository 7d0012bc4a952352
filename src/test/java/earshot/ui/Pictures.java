package earshot.ui;

import earshot.time.ManualTime;
import earshot.ui.part.Texts.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Takes pictures of the console into `target/pictures`, to be looked at. Arguments: parts of file names that are wanted.
public final class Pictures {
    private Pictures() {}

    public static void main(String[] wanted) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pictures"));
        for (Scenes scene : Scenes.values()) {
            for (Theme theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                for (Language language : Language.values()) {
                    String name = ("devices-" + scene + "-" + theme + "-" + language).toLowerCase(Locale.ROOT);
                    if (wanted.length == 0 || java.util.Arrays.stream(wanted).anyMatch(name::contains)) {
                        Files.write(folder.resolve(name + ".png"), take(scene, theme, language));
                    }
                }
            }
        }
        Console.leave();
    }

    static byte[] take(Scenes scene, Theme theme, Language language) throws Exception {
        ManualTime time = new ManualTime();
        PretendEngine engine = new PretendEngine(time);
        scene.arrange(engine, time);
        Console console = Console.open(engine, engine, Files.createTempDirectory("earshot-pictures"), new ConsoleOptions(time, Optional.of(theme), Optional.of(language)));
        if (!engine.devices.get().isEmpty()) {
            pulses(3);
            console.showDevice("94:a9:90:00:00:01");
        }
        pulses(6);
        time.advance(Duration.ofMillis(1));
        pulses(6);
        byte[] picture = console.snapshot();
        console.close();
        return picture;
    }

    /// Waits until `count` frames were rendered.
    static void pulses(int count) {
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
}

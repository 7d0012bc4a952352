package earshot.ui;

import earshot.time.ManualTime;
import earshot.ui.part.Texts.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Takes screenshots of the console into `target/pictures`. Arguments: parts of the file names to take; none takes all.
public final class Pictures {
    private Pictures() {}

    public static void main(String[] wanted) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pictures"));
        for (Scenes scene : Scenes.values()) {
            for (Theme theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                for (Language language : Language.values()) {
                    String name = (scene + "-" + theme + "-" + language).toLowerCase(Locale.ROOT).replace('_', '-');
                    if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(name::contains)) {
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
            Frames.pass(3);
            console.showDevice("94:a9:90:00:00:01");
        }
        Frames.pass(6);
        time.advance(Duration.ofMillis(1));
        Frames.pass(6);
        scene.act(console);
        Frames.pass(4);
        time.advance(Duration.ofMillis(400));
        Frames.pass(4);
        byte[] picture = scene.picture(console);
        console.close();
        return picture;
    }
}

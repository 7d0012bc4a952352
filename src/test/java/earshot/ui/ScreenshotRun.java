package earshot.ui;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.kit.Texts.Language;

/// Takes screenshots of the console into `target/pictures`. Arguments: parts of the file names to take; none takes all.
public final class ScreenshotRun {
    private ScreenshotRun() {}

    public static void main(String[] wanted) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pictures"));
        for (ScreenshotScene scene : ScreenshotScene.values()) {
            for (Theme theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                for (Language language : Language.values()) {
                    String name = (scene + "-" + theme + "-" + language).toLowerCase(Locale.ROOT).replace('_', '-');
                    if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(name::contains)) {
                        Files.write(folder.resolve(name + ".png"), screenshot(scene, theme, language));
                    }
                }
            }
        }
        ConsoleWindow.exitToolkit();
    }

    static byte[] screenshot(ScreenshotScene scene, Theme theme, Language language) throws Exception {
        TimeFake time = new TimeFake();
        EngineFake engine = new EngineFake(time);
        scene.arrange(engine, time);
        ConsoleWindow console = ConsoleWindow.open(engine, engine, Files.createTempDirectory("earshot-pictures"),
            new ConsoleOptions(time, Optional.of(theme), Optional.of(language)));
        if (!engine.devices.get().isEmpty()) {
            RenderedFrames.await(3);
            console.showDevice(new DeviceId("94:a9:90:00:00:01"));
        }
        RenderedFrames.await(6);
        time.advance(Duration.ofMillis(1));
        RenderedFrames.await(6);
        scene.act(console);
        RenderedFrames.await(4);
        time.advance(Duration.ofMillis(400));
        RenderedFrames.await(4);
        byte[] picture = scene.screenshot(console);
        console.close();
        return picture;
    }
}

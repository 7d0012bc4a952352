package earshot.tts;

import module java.base;

import earshot.catalog.VoiceType;
import earshot.data.LetterCase;

/// A speech program that is installed on this computer.
///
/// @param program its name for people
public record InstalledVoice(VoiceType type, String program) {
    /// Finds the installed ones: espeak-ng, and the voice of the operating system where it has one.
    public static List<InstalledVoice> detect() {
        return detect(System.getProperty("os.name", ""), Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static List<InstalledVoice> detect(String system, String path) {
        List<InstalledVoice> all = new ArrayList<>();
        if (installed("espeak-ng", path)) {
            all.add(new InstalledVoice(VoiceType.ESPEAK, VoiceType.ESPEAK.entry().title()));
        }
        SystemVoice.command(LetterCase.lower(system), Optional.empty())
            .ifPresent(_ -> all.add(new InstalledVoice(VoiceType.SYSTEM, system)));
        return List.copyOf(all);
    }

    /// The value for `TTS.<alias>.type`.
    public String typeName() {
        return type.entry().typeName();
    }

    private static boolean installed(String program, String path) {
        for (String folder : path.split(File.pathSeparator)) {
            try {
                if (!folder.isBlank() && (Files.isExecutable(Path.of(folder, program)) || Files.isExecutable(Path.of(folder, program + ".exe")))) {
                    return true;
                }
            } catch (InvalidPathException _) {
                // an entry of PATH that is not a folder
            }
        }
        return false;
    }
}

package earshot.engine;

import module java.base;

import earshot.time.Time;

/// Opens a text file in the editor that this computer has, at a line where that editor can.
final class TextEditor {
    private static final String FILE = "{file}";
    private static final String LINE = "{line}";
    /// Those that take a line first.
    private static final List<List<String>> LINUX = List.of(List.of("code", "-g", FILE + ":" + LINE), List.of("codium", "-g", FILE + ":" + LINE),
        List.of("subl", FILE + ":" + LINE), List.of("kate", "-l", LINE, FILE),
        List.of("gedit", "+" + LINE, FILE), List.of("xed", "+" + LINE, FILE), List.of("pluma", "+" + LINE, FILE), List.of("mousepad", "--line=" + LINE, FILE),
        List.of("xdg-open", FILE));
    private static final List<List<String>> MAC = List.of(List.of("code", "-g", FILE + ":" + LINE), List.of("subl", FILE + ":" + LINE),
        List.of("open", "-t", FILE));
    private static final List<List<String>> WINDOWS = List.of(List.of("notepad.exe", FILE));

    private static final Duration REFUSAL = Duration.ofSeconds(2);

    private TextEditor() {}

    /// @param line from 1
    /// @throws IOException when there is none, or none that starts
    static void open(Time time, Path file, int line) throws IOException {
        String system = System.getProperty("os.name", "");
        List<List<String>> editors = system.startsWith("Windows") ? WINDOWS : system.startsWith("Mac") ? MAC : LINUX;
        IOException last = new NoSuchFileException("no text editor");
        for (List<String> editor : editors) {
            try {
                List<String> command = editor.stream().map(part -> part.replace(FILE, file.toString()).replace(LINE, String.valueOf(line))).toList();
                Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
                // one that runs on has opened the file; one without a display, or a desktop without an editor, ends at once
                if (time.await(process.onExit(), REFUSAL).filter(ended -> ended.exitValue() != 0).isEmpty()) {
                    return;
                }
                last = new IOException(command.getFirst() + " ends with " + process.exitValue());
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}

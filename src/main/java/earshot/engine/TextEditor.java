package earshot.engine;

import module java.base;

/// Opens a text file in the editor that this computer has, at a line where that editor can.
final class TextEditor {
    private static final String FILE = "{file}";
    private static final String LINE = "{line}";
    /// Those that take a line first.
    private static final List<List<String>> LINUX = List.of(List.of("code", "-g", FILE + ":" + LINE), List.of("codium", "-g", FILE + ":" + LINE), List.of("subl", FILE + ":" + LINE), List.of("kate", "-l", LINE, FILE),
        List.of("gedit", "+" + LINE, FILE), List.of("xed", "+" + LINE, FILE), List.of("pluma", "+" + LINE, FILE), List.of("mousepad", "--line=" + LINE, FILE), List.of("xdg-open", FILE));
    private static final List<List<String>> MAC = List.of(List.of("code", "-g", FILE + ":" + LINE), List.of("subl", FILE + ":" + LINE), List.of("open", "-t", FILE));
    private static final List<List<String>> WINDOWS = List.of(List.of("notepad.exe", FILE));

    private TextEditor() {}

    /// @param line from 1
    /// @throws IOException when there is none, or it does not start
    static void open(Path file, int line) throws IOException {
        String system = System.getProperty("os.name", "");
        List<List<String>> editors = system.startsWith("Windows") ? WINDOWS : system.startsWith("Mac") ? MAC : LINUX;
        IOException last = new NoSuchFileException("no text editor");
        for (List<String> editor : editors) {
            try {
                new ProcessBuilder(editor.stream().map(part -> part.replace(FILE, file.toString()).replace(LINE, String.valueOf(line))).toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}

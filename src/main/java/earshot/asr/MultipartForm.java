package earshot.asr;

import module java.base;

/// A form with a sound file, as it is uploaded. Not safe for use from several threads at once.
final class MultipartForm {
    private static final String BOUNDARY = "earshot-7d1f0c9be24a4f0a";
    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream form = new ByteArrayOutputStream();

    void field(String name, String value) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"\r\n\r\n" + value + "\r\n");
    }

    /// Ends the form with the file and returns all of it.
    byte[] file(String name, byte[] wav) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"; filename=\"speech.wav\"\r\nContent-Type: audio/wav\r\n\r\n");
        form.writeBytes(wav);
        text("\r\n--" + BOUNDARY + "--\r\n");
        return form.toByteArray();
    }

    private void text(String text) {
        form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}

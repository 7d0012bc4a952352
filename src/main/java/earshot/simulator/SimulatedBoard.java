package earshot.simulator;

import module java.base;

import earshot.time.Time;

/// What the tools of a test device do: it shows a picture on its screen, and restarts by hanging up. Source: the firmware's `mcp_server.cc`.
///
/// @param hangUp returns at once
record SimulatedBoard(Time time, Runnable hangUp) implements SimulatedTools.Board {
    private static final String SCREEN = "/assets/device/screen.jpg";
    private static final Duration REBOOT_DELAY = Duration.ofSeconds(1);

    @Override
    public void reboot() {
        time.after(REBOOT_DELAY, hangUp);
    }

    /// The picture has one quality.
    @Override
    public void uploadScreen(String url, int quality) throws IOException {
        int status;
        try {
            status = SimulatedHttpClient.upload(time, url, screen());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Failed to open URL: " + url, e);
        }
        if (status != 200) {
            throw new IOException("Unexpected status code: " + status);
        }
    }

    /// Fetches the file and restarts, as if it was installed; a file that cannot be fetched changes nothing.
    @Override
    public void upgrade(String url) {
        Thread.ofVirtual().name("test-upgrade").start(() -> {
            try {
                if (SimulatedHttpClient.fetch(time, url) > 0) {
                    reboot();
                }
            } catch (IOException | IllegalArgumentException _) {
                // the firmware only logs it
            }
        });
    }

    private static byte[] screen() throws IOException {
        try (InputStream in = SimulatedBoard.class.getResourceAsStream(SCREEN)) {
            if (in == null) {
                throw new IOException("no " + SCREEN);
            }
            return in.readAllBytes();
        }
    }
}

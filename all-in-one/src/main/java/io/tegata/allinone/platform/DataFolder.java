package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one platform keeps everything: database, secrets, logs, files that came in.
 * The operating system's lock on it is held until it is closed or this process is gone, however it
 * ends, so two platforms never share one.
 */
public final class DataFolder implements AutoCloseable {

    private static final int MAX_PID_BYTES = 20;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is not there (for its owner only) and takes its lock.
     *
     * @throws Refused when it cannot be written, or another platform has it
     */
    public static DataFolder open(Path path) {
        try {
            create(path);
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = owner(channel);
                channel.close();
                throw Refused.because(
                        "The data folder "
                                + path
                                + " is in use by another Tegata"
                                + owner
                                + "; stop that one, or choose another folder with --data.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, channel, lock);
        } catch (IOException failure) {
            throw Refused.because(
                    "The data folder "
                            + path
                            + " cannot be written ("
                            + reason(failure)
                            + "); choose another one with --data.",
                    failure);
        }
    }

    public Path path() {
        return path;
    }

    /** Where the log of all services and PostgreSQL's own are. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** PostgreSQL's files. */
    Path database() {
        return path.resolve("postgresql");
    }

    /** Where settlement files arrive, one sub-folder per acquirer. */
    Path inbox() {
        return path.resolve("inbox");
    }

    /** Which service listens where since the last start. */
    Path addresses() {
        return path.resolve("ports");
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException alreadyGone) {
            // The lock ends with the process at the latest.
        }
    }

    /** Deletes a folder and everything in it. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void create(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(MAX_PID_BYTES);
        int length = channel.read(bytes, 0);
        return length <= 0
                ? ""
                : " (process "
                        + new String(bytes.array(), 0, length, StandardCharsets.US_ASCII)
                        + ")";
    }

    /** Java's message of such a failure is often the path alone. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "a file of that name is in the way";
            case NoSuchFileException _ -> "it cannot be made there";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemException wrong when wrong.getReason() != null -> wrong.getReason();
            default -> failure.getClass().getSimpleName();
        };
    }
}

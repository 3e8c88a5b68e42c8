// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.files;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;

/**
 * The scheme {@code objects}: bytes under names, in memory. As object stores do, it knows no
 * directories, shows an object when it is written whole, moves a directory object by object, and
 * does not move onto what is there. A test lets it die between two changes.
 */
public final class ObjectStore extends FileSystem {

  /** Registered as a service. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return "objects";
    }

    @Override
    public FileSystem create(URI uri) {
      return new ObjectStore();
    }
  }

  /** The program that changes the store is no more. */
  public static final class Death extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final ConcurrentSkipListMap<String, byte[]> OBJECTS =
      new ConcurrentSkipListMap<>();

  private static int changesLeft = Integer.MAX_VALUE;

  /** After so many changes none is made any more. */
  public static synchronized void dieAfter(int changes) {
    changesLeft = changes;
  }

  /** Whether no change is made any more. */
  public static synchronized boolean isDead() {
    return changesLeft == 0;
  }

  /** Forgets all objects. */
  public static synchronized void clear() {
    OBJECTS.clear();
    changesLeft = Integer.MAX_VALUE;
  }

  /** Whether there is an object of this name. */
  public static boolean has(URI name) {
    return OBJECTS.containsKey(name(new Path(name)));
  }

  /** Copies a directory of this machine. */
  public static void copy(java.nio.file.Path from, URI to) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(from)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        put(
            name(new Path(new Path(to), from.relativize(file).toString())),
            Files.readAllBytes(file));
      }
    }
  }

  private static synchronized void put(String name, byte[] bytes) throws Death {
    change();
    OBJECTS.put(name, bytes);
  }

  private static synchronized void remove(String name) throws Death {
    change();
    OBJECTS.remove(name);
  }

  private static void change() throws Death {
    if (changesLeft == 0) {
      throw new Death();
    }
    changesLeft--;
  }

  /** Without a slash at the end. */
  private static String name(Path path) {
    return path.toUri().getAuthority() + path.getPath();
  }

  private static List<String> below(Path directory) {
    String prefix = name(directory) + "/";
    return List.copyOf(OBJECTS.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (exists(to)) {
      return false;
    }
    byte[] object = OBJECTS.get(name(from));
    if (object != null) {
      put(name(to), object);
      remove(name(from));
      return true;
    }
    List<String> inside = below(from);
    for (String name : inside) {
      put(name(to) + name.substring(name(from).length()), OBJECTS.get(name));
    }
    for (String name : inside) {
      remove(name);
    }
    return !inside.isEmpty();
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    boolean there = exists(path);
    if (OBJECTS.containsKey(name(path))) {
      remove(name(path));
    }
    for (String name : recursive ? below(path) : List.<String>of()) {
      remove(name);
    }
    return there;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    byte[] object = OBJECTS.get(name(path));
    if (object == null && below(path).isEmpty()) {
      throw new FileNotFoundException("no object " + path);
    }
    return new ObjectStatus(path, object == null ? -1 : object.length);
  }

  @Override
  public FileStatus[] listStatus(Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String name : below(directory)) {
      names.add(name.substring(name(directory).length() + 1).split("/")[0]);
    }
    List<FileStatus> all = new ArrayList<>();
    for (String name : names) {
      all.add(getFileStatus(new Path(directory, name)));
    }
    return all.toArray(new FileStatus[0]);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    byte[] object = OBJECTS.get(name(path));
    if (object == null) {
      throw new FileNotFoundException("no object " + path);
    }
    return new ObjectInput(object);
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    if (mode == WriteMode.NO_OVERWRITE && exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new Output(name(path));
  }

  @Override
  public boolean mkdirs(Path path) {
    return true;
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("objects:///");
  }

  @Override
  public Path getHomeDirectory() {
    return getWorkingDirectory();
  }

  @Override
  public URI getUri() {
    return URI.create("objects:///");
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  /** Shows the object when it is closed. */
  private static final class Output extends FSDataOutputStream {

    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void flush() {}

    @Override
    public void sync() {}

    @Override
    public void close() throws IOException {
      put(name, bytes.toByteArray());
    }
  }
}

/*
 * file: the only caller of the operating system's files.
 *
 * Reading: toc_file_read gives a whole file up to a maximum; toc_reader gives
 * a file (or standard input, path "-") line by line in constant memory, and
 * says how long a line was when it passes the maximum. Walking: toc_walk
 * visits the regular files below a path in byte order of their names, follows
 * links, and enters no folder twice, so that loops end.
 */
#ifndef TOC_BASE_FILE_H
#define TOC_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The whole file at path into arena. TOC_ENOTFOUND when there is none, TOC_EIO
 * when it cannot be read, TOC_ELIMIT when it holds more than max_bytes. */
toc_rc toc_file_read(const char *path, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err);

/* Bytes of a file, or of standard input (path "-"), as they come. */
typedef struct toc_input toc_input;
toc_rc toc_input_open(const char *path, toc_input **out, toc_err *err);
/* At most size bytes; *got 0 at the end. */
toc_rc toc_input_read(toc_input *input, void *room, size_t size, size_t *got, toc_err *err);
void toc_input_close(toc_input *input); /* NULL is fine */

/* XXH3 of the file's bytes, 128 bits in 32 hexadecimal digits and a NUL; and how many they are. */
toc_rc toc_file_hash(const char *path, char out[33], int64_t *bytes, toc_err *err);

/* Bytes of a regular file, or -1. */
int64_t toc_file_size(const char *path);
void toc_file_remove(const char *path);

/* Write text to path whole: to a temporary file beside it, synced and renamed,
 * so that a reader sees the old content or the new. path "-" writes to stdout. */
toc_rc toc_file_write(const char *path, toc_str text, toc_err *err);

/* The same piece by piece, for what does not fit into memory: open, put…, then keep, or drop (nothing changed). put and
 * keep after a failure do nothing and fail with the first reason. */
typedef struct toc_writer toc_writer;
toc_rc toc_writer_open(const char *path, toc_writer **out, toc_err *err);
toc_rc toc_writer_put(toc_writer *writer, toc_str text, toc_err *err);
/* In both cases the writer is gone afterwards; NULL is fine for drop. */
toc_rc toc_writer_keep(toc_writer *writer, toc_err *err);
void toc_writer_drop(toc_writer *writer);

bool toc_file_exists(const char *path);
bool toc_file_is_dir(const char *path);
/* Directory that holds the running program, into arena; empty when unknown. */
toc_str toc_file_program_dir(toc_arena *arena);

typedef struct toc_reader toc_reader;

/* max_line_bytes: longer lines are delivered as cut = true with their first bytes. */
toc_rc toc_reader_open(const char *path, size_t max_line_bytes, toc_reader **out, toc_err *err);
/* The next line without its LF or CRLF; valid until the next call. *more is false at the end. */
toc_rc toc_reader_next(toc_reader *reader, toc_str *line, bool *cut, bool *more, toc_err *err);
size_t toc_reader_line(const toc_reader *reader); /* number of the line last given, from 1 */
void toc_reader_close(toc_reader *reader);        /* NULL is fine */

/* Called for each file; a result other than TOC_OK ends the walk and is returned. */
typedef toc_rc toc_walk_visit(void *ctx, const char *path, toc_err *err);
/* Called for what could not be entered (no permission, a link to nothing). */
typedef void toc_walk_refused(void *ctx, const char *path, const char *why);
toc_rc toc_walk(const char *path, toc_walk_visit *visit, toc_walk_refused *refused, void *ctx, toc_err *err);

#endif

/*
 * err: how tocsin says that something failed.
 *
 * A function that can fail returns a toc_rc (zero is success) and fills a
 * toc_err that the caller owns. The message is a sentence for people: what
 * failed, on what in quotes, where (file:line), what to do; lower case, no
 * full stop. The library never prints and never exits.
 *
 * Order of calls: declare `toc_err err = {0};`, pass `&err` down, print
 * err.text at the top. An err may be NULL where the caller wants only the
 * code. Errors are set once at the place that knows most; a caller may put
 * words in front with toc_err_prefix.
 */
#ifndef TOC_BASE_ERR_H
#define TOC_BASE_ERR_H

typedef enum toc_rc {
    TOC_OK = 0,
    TOC_ENOMEM,    /* an allocation was refused */
    TOC_EIO,       /* the operating system refused a read or a write */
    TOC_ENOTFOUND, /* what was asked for is not there */
    TOC_EFORMAT,   /* input that does not follow its format */
    TOC_ELIMIT,    /* input beyond a stated limit */
    TOC_EUSAGE,    /* the caller asked for something that makes no sense */
    TOC_EFOREIGN,  /* a file that is sound, but not one of ours */
    TOC_EBUSY      /* another process holds what is needed */
} toc_rc;

typedef struct toc_err {
    toc_rc rc;
    char text[512]; /* NUL-terminated, cut at a UTF-8 boundary when longer */
} toc_err;

/* Fill err (which may be NULL) and return rc, so that a failing function can
 * end with `return toc_err_set(err, TOC_EIO, "…");`. printf format. */
toc_rc toc_err_set(toc_err *err, toc_rc rc, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Put words in front of the message already in err; keeps and returns its rc. */
toc_rc toc_err_prefix(toc_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

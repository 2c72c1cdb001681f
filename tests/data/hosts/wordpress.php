<?php
/**
 * Prints what WordPress makes of snippets, with WordPress's own code and its own list of filters, without installing it.
 *
 * php wordpress.php FOLDER < snippets.json
 *
 * FOLDER is WordPress as Debian ships it. Comes in: {"name": "code", ...}. Goes out: {"editor": {...}, "author": {...}}:
 * an editor may post any HTML, an author's script and style are taken out as the post is saved (kses). Both then go through
 * every filter of `the_content`: a post of the Classic Editor, pasted in its tab Text.
 */

error_reporting( E_ALL & ~E_DEPRECATED );
ini_set( 'display_errors', 'stderr' );
define( 'ABSPATH', rtrim( $argv[1], '/' ) . '/' );
define( 'WPINC', 'wp-includes' );
define( 'WP_CONTENT_DIR', ABSPATH . 'wp-content' );
define( 'WP_DEBUG', false );

// What these filters call, and no more: nothing here opens a database.
$parts = 'load compat cache class-wp-object-cache plugin functions pomo/translations l10n query post formatting kses
	shortcodes media blocks class-wp-block-parser class-wp-block class-wp-block-type class-wp-block-type-registry
	class-wp-block-list default-filters';
foreach ( preg_split( '/\s+/', $parts ) as $part ) {
	require_once ABSPATH . WPINC . "/$part.php";
}

/** Nobody here may do what takes a right, such as to post unfiltered HTML. */
function current_user_can(): bool {
	return false;
}

// The options that the filters read, as a new site has them, where WordPress looks before it asks a database.
wp_cache_init();
wp_cache_set( 'alloptions', array( 'blog_charset' => 'UTF-8', 'use_smilies' => '1', 'use_balanceTags' => '0' ), 'options' );

// Parts of WordPress that are not loaded have no work here.
foreach ( $wp_filter as $tag => $hook ) {
	foreach ( $hook->callbacks as $priority => $callbacks ) {
		foreach ( $callbacks as $callback ) {
			if ( ! is_callable( $callback['function'] ) ) {
				remove_filter( $tag, $callback['function'], $priority );
			}
		}
	}
}

$snippets = json_decode( stream_get_contents( STDIN ), true );
// As the function the_content prints a post.
$shown  = fn( $code ) => str_replace( ']]>', ']]&gt;', apply_filters( 'the_content', $code ) );
$editor = array_map( $shown, $snippets );
kses_init_filters();
$saved = array_map( fn( $code ) => wp_unslash( apply_filters( 'content_save_pre', wp_slash( $code ) ) ), $snippets );
$author = array_map( $shown, $saved );
echo json_encode( array( 'editor' => $editor, 'author' => $author ) );

<?php
// SPDX-License-Identifier: Apache-2.0
//
// Makes a WordPress with one article and its comments:
//
//	php make.php FOLDER ADDRESS ARTICLE.json
//
// ARTICLE.json is {"headline", "paragraphs": [...], "comments": [{"nickname",
// "text"}]}.  Prints the article's number.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $argv[2];
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

// Nobody is told by mail that it is there.
function wp_new_blog_notification(...$of) {}

$of = json_decode(file_get_contents($argv[3]), true);
wp_install('Bench', 'chief', 'chief@example.org', true, '', 'a long password');
switch_theme('twentytwentythree');
foreach (['comment_moderation' => 0, 'comment_previously_approved' => 0,
	'moderation_notify' => 0, 'comments_notify' => 0, 'page_comments' => 1,
	'comments_per_page' => 50,
	'comment_max_links' => 2, 'permalink_structure' => '', 'default_pingback_flag' => 0] as $name => $value)
	update_option($name, $value);

$post = wp_insert_post(['post_title' => $of['headline'], 'post_status' =>
	'publish', 'comment_status' => 'open', 'post_author' => 1,
	'post_content' => implode("\n\n", array_map(fn ($p) =>
		"<!-- wp:paragraph -->\n<p>" . esc_html($p) .
		"</p>\n<!-- /wp:paragraph -->", $of['paragraphs']))]);
foreach ($of['comments'] as $i => $c)
	wp_insert_comment(['comment_post_ID' => $post, 'comment_author' =>
		$c['nickname'], 'comment_author_email' => "reader$i@example.org",
		'comment_content' => $c['text'], 'comment_approved' => 1]);
wp_update_comment_count_now($post);
echo $post, "\n";

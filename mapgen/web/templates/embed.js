// The script of a map in a page of others, and of the frame that holds one. It sends nothing to anybody else.
if (document.documentElement.classList.contains("mg-frame")) startFrame();
else if (!window.mapgenEmbed) { window.mapgenEmbed = true; startHost(); }

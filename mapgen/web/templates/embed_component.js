// <mapgen-map src title dark>: the frame in place of its children, a picture that readers see where no script runs.
function defineComponent(switchFrame) {
  if (customElements.get("mapgen-map")) return;

  // What an editor lets through as an address must not become a script.
  function checked(address) {
    const url = new URL(address || "", document.baseURI);
    return /^(https?|file):$/.test(url.protocol) ? url.href : "about:blank";
  }

  function frameOf(map) {
    const frame = document.createElement("iframe"), image = map.querySelector("img");
    frame.loading = "lazy";
    frame.height = image ? Number(image.getAttribute("height")) + 32 : 600;
    frame.style.cssText = "display:block;width:640px;max-width:100%;min-width:min(240px,70vw);border:0;color-scheme:normal";
    if (image) frame.style.aspectRatio = image.getAttribute("width") + "/" + frame.height;
    frame.style.height = image ? "auto" : frame.height + "px";
    return frame;
  }

  customElements.define("mapgen-map", class extends HTMLElement {
    static get observedAttributes() { return ["src", "title", "dark"]; }

    connectedCallback() {
      if (this.frame) return;
      this.frame = frameOf(this);
      this.style.display = "block";
      this.frame.title = this.title;
      this.frame.src = checked(this.getAttribute("src"));
      this.attachShadow({ mode: "open" }).append(this.frame);
    }

    attributeChangedCallback(name, before, value) {
      if (!this.frame || before === value) return;
      if (name === "dark") switchFrame(this.frame, value);
      if (name === "title") this.frame.title = value || "";
      if (name === "src") this.frame.src = checked(value);
    }
  });
}

// Every page reads and works the same without this file. It keeps the text size and the contrast that a reader chose,
// on this device only, and prints. Old browsers run it as it stands: no build, no new syntax.
(function () {
  var KEY = 'fabu-reading';
  var SIZES = ['large', 'larger'];
  var root = document.documentElement;
  var chosen = remembered();

  function remembered() {
    try {
      var words = (window.localStorage.getItem(KEY) || '').split(' ');
      return { size: SIZES.indexOf(words[0]) < 0 ? '' : words[0], contrast: words[1] === 'contrast' };
    } catch (error) {
      return { size: '', contrast: false }; // A browser that keeps nothing for us.
    }
  }

  function remember() {
    try {
      window.localStorage.setItem(KEY, chosen.size + ' ' + (chosen.contrast ? 'contrast' : ''));
    } catch (error) {
      return; // It holds for this page, then.
    }
  }

  function apply() {
    root.className = ['scripted', chosen.size, chosen.contrast ? 'contrast' : ''].join(' ');
    var buttons = document.querySelectorAll('.tools button');
    for (var place = 0; place < buttons.length; place += 1) {
      var button = buttons[place];
      if (button.hasAttribute('data-size')) press(button, button.getAttribute('data-size') === chosen.size);
      if (button.hasAttribute('data-contrast')) press(button, chosen.contrast);
    }
  }

  function press(button, pressed) {
    button.setAttribute('aria-pressed', String(pressed));
  }

  function onClick(event) {
    var button = event.target;
    if (button.tagName !== 'BUTTON') return;
    if (button.hasAttribute('data-print')) return window.print();
    if (button.hasAttribute('data-size')) chosen.size = button.getAttribute('data-size');
    if (button.hasAttribute('data-contrast')) chosen.contrast = !chosen.contrast;
    remember();
    apply();
  }

  apply();
  document.addEventListener('DOMContentLoaded', apply);
  document.addEventListener('click', onClick);
})();
